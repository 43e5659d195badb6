from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_curriculum")]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("audience", "The course is for others"),
                    ("prerequisites", "Other courses come first"),
                    ("full", "There are no more places this time"),
                    ("other", "Ask your national coordinator"),
                ],
                max_length=14,
                verbose_name="Reason",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="made_at",
            field=models.DateTimeField(auto_now_add=True, default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reminder", name="claimed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AlterField(
            model_name="reminder",
            name="kind",
            field=models.CharField(
                choices=[
                    ("due_week", "Due in a week"),
                    ("due_day", "Due tomorrow"),
                    ("overdue", "Overdue"),
                    ("place", "A place"),
                    ("no_place", "No place"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", True)), fields=["made_at"], name="reminders_not_sent"
            ),
        ),
    ]
