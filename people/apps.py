from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people import (
            reactions,  # noqa: F401  registers what follows a sign-in
            refusals,  # noqa: F401  describes the codes
        )
        from people.actions import erasure  # noqa: F401  registers who may not go
        from people.queries import personal  # noqa: F401  declares what is held of a person
