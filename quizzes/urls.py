from django.urls import path

from quizzes.views import bank, files, imports, nomenclature, preview, questions, quizzes, shelves, translations
from quizzes.views.attempts import answering, choosing, results

app_name = "quizzes"

urlpatterns = [
    path("questions/", bank.question_list, name="questions"),
    path("questions/many/", bank.change_many, name="change_questions"),
    path("questions/<int:question_id>/bank/", bank.filing, name="file_question"),
    path("questions/<int:question_id>/state/", bank.state, name="question_state"),
    path("questions/categories/", shelves.categories, name="categories"),
    path("questions/categories/<int:category_id>/", shelves.category, name="category"),
    path("questions/categories/<int:category_id>/remove/", shelves.remove_category, name="remove_category"),
    path("questions/tags/", shelves.tags, name="tags"),
    path("questions/tags/<int:tag_id>/", shelves.tag, name="tag"),
    path("questions/tags/<int:tag_id>/remove/", shelves.remove_tag, name="remove_tag"),
    path("questions/new/", questions.create, name="create_question"),
    path("questions/<int:question_id>/", questions.edit, name="edit_question"),
    path("questions/<int:question_id>/preview/", preview.preview_question, name="preview_question"),
    path("questions/files/<str:key>", files.question_file, name="question_file"),
    path("questions/imports/", imports.imports, name="imports"),
    path("questions/imports/<int:import_id>/", imports.show, name="import"),
    path("questions/imports/<int:import_id>/progress/", imports.progress, name="import_progress"),
    path("questions/imports/<int:import_id>/apply/", imports.apply, name="apply_import"),
    path("quizzes/", quizzes.quiz_list, name="quizzes"),
    path("quizzes/new/", quizzes.create, name="create_quiz"),
    path("quizzes/<int:quiz_id>/", quizzes.edit, name="edit_quiz"),
    path("questions/translations/", translations.translations, name="translations"),
    path("questions/translations/file/", translations.export, name="export_translations"),
    path("questions/<int:question_id>/translate/<str:language>/", translations.translate, name="translate_question"),
    path("headings/", nomenclature.headings, name="headings"),
    path("quizzes/mine/", choosing.mine, name="mine"),
    path("quizzes/<int:quiz_id>/take/", choosing.take, name="take"),
    path("quizzes/<int:quiz_id>/start/", choosing.start, name="start"),
    path("quizzes/<int:quiz_id>/try/", choosing.try_quiz, name="try_quiz"),
    path("attempts/<int:attempt_id>/", answering.attempt, name="attempt"),
    path("attempts/<int:attempt_id>/<int:position>/save/", answering.save_answer, name="save_answer"),
    path("attempts/<int:attempt_id>/submit/", results.submit, name="submit"),
    path("attempts/<int:attempt_id>/result/", results.result, name="result"),
]
