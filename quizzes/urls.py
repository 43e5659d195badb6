from django.urls import path

from quizzes.views import files, questions, quizzes, translations

app_name = "quizzes"

urlpatterns = [
    path("questions/", questions.question_list, name="questions"),
    path("questions/new/", questions.create, name="create_question"),
    path("questions/<int:question_id>/", questions.edit, name="edit_question"),
    path("questions/files/<str:key>", files.question_file, name="question_file"),
    path("quizzes/", quizzes.quiz_list, name="quizzes"),
    path("quizzes/new/", quizzes.create, name="create_quiz"),
    path("quizzes/<int:quiz_id>/", quizzes.edit, name="edit_quiz"),
    path("questions/translations/", translations.translations, name="translations"),
    path("questions/<int:question_id>/translate/<str:language>/", translations.translate, name="translate_question"),
]
