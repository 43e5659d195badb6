from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self) -> None:
        from quizzes import refusals  # noqa: F401  describes its codes
        from quizzes.queries import personal  # noqa: F401  declares what is held of a person
