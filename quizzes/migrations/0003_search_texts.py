"""What the bank's search looks through, for the questions that were there before it."""

from django.db import migrations

from quizzes.words.searching import folded

LANGUAGES = ("en", "fr", "ru", "es", "pt", "ar")


def fill(apps, schema_editor):
    question_table, choice_table = apps.get_model("quizzes", "Question"), apps.get_model("quizzes", "Choice")
    search_table = apps.get_model("quizzes", "SearchText")
    alias = schema_editor.connection.alias
    choices = {}
    for choice in choice_table.objects.using(alias).iterator():
        choices.setdefault(choice.question_id, []).append(choice)
    for question in question_table.objects.using(alias).iterator():
        for language in LANGUAGES:
            rows = [(question, ("text", "explanation", "low_label", "high_label"))]
            rows += [(choice, ("text", "feedback")) for choice in choices.get(question.pk, ())]
            texts = [getattr(row, f"{name}_{language}") or "" for row, names in rows for name in names]
            if any(text.strip() for text in texts):
                search_table.objects.using(alias).update_or_create(
                    question_id=question.pk,
                    language=language,
                    defaults={"text": folded(" ".join([*texts, question.name]))},
                )


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0002_question_bank_and_engine")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
