from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import refusals  # noqa: F401  describes the codes
        from courses.queries import personal  # noqa: F401  declares what is held of a person
