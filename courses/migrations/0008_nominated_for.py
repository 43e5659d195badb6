import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_fold_lesson_saves"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="administration",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.administration",
            ),
        ),
    ]
