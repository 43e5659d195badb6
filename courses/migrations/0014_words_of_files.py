import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0013_one_post_under_a_word'),
    ]

    operations = [
        migrations.AddField(
            model_name='coursefile',
            name='read_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='FilePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='courses.coursefile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'position'), name='one_file_page_per_position')],
            },
        ),
    ]
