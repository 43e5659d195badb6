from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import (
            reactions,  # noqa: F401  registers the reactions
            refusals,  # noqa: F401  describes the codes
        )
        from courses.access import quizzes  # noqa: F401  lets learners take the quizzes of their lessons
        from courses.queries import personal  # noqa: F401  declares what is held of a person
