from django.apps import AppConfig


class WebinarsConfig(AppConfig):
    name = "webinars"

    def ready(self) -> None:
        from webinars import (
            reactions,  # noqa: F401  registers the reactions
            refusals,  # noqa: F401  describes the codes
        )
        from webinars.actions import erasure  # noqa: F401  registers what becomes of a person's part
        from webinars.queries import (
            activities,  # noqa: F401  registers providers of ephemeral state
            curriculum,  # noqa: F401  tells the curriculum of webinars
            live,  # noqa: F401  registers providers of ephemeral state
            personal,  # noqa: F401  declares what is held of a person
            planning,  # noqa: F401  registers when a question counts as answered
            uses,  # noqa: F401  registers where questions are used
        )
