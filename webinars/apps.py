from django.apps import AppConfig


class WebinarsConfig(AppConfig):
    name = "webinars"

    def ready(self) -> None:
        from webinars import (
            reactions,  # noqa: F401  registers the reactions
            refusals,  # noqa: F401  describes the codes
        )
        from webinars.queries import (
            activities,  # noqa: F401  registers providers of ephemeral state
            live,  # noqa: F401  registers providers of ephemeral state
            planning,  # noqa: F401  registers when a question counts as answered
        )
