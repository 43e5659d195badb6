from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0011_search_by_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='documentedition',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
