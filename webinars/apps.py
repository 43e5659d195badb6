from django.apps import AppConfig


class WebinarsConfig(AppConfig):
    name = "webinars"

    def ready(self) -> None:
        from webinars import (
            reactions,  # noqa: F401  registers the reactions
            refusals,  # noqa: F401  describes the codes
        )
        from webinars.queries import activities, live  # noqa: F401  register the providers of ephemeral state
