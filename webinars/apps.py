from django.apps import AppConfig


class WebinarsConfig(AppConfig):
    name = "webinars"

    def ready(self) -> None:
        from webinars import refusals  # noqa: F401  describes the codes
        from webinars.queries import live  # noqa: F401  registers the providers of ephemeral state
