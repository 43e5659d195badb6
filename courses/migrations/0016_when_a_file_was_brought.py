import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def as_they_were_made(apps, schema_editor):
    apps.get_model('courses', 'CourseFile').objects.update(brought_at=F('created_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0015_order_of_packages'),
    ]

    operations = [
        migrations.AddField(
            model_name='coursefile',
            name='brought_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunPython(as_they_were_made, migrations.RunPython.noop),
    ]
