from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"

    def ready(self) -> None:
        from programme import (
            reactions,  # noqa: F401  listens to what happens below
            refusals,  # noqa: F401  describes the codes
        )
        from programme.queries import personal  # noqa: F401  declares what is held of a person
