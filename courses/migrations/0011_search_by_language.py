from django.db import migrations

from courses.queries.search_index import drop_index, make_index


class Migration(migrations.Migration):
    """The index made anew: it knows the language and the title of an entry by themselves."""

    dependencies = [
        ('courses', '0010_reading_documents'),
    ]

    operations = [
        migrations.RunPython(drop_index, migrations.RunPython.noop),
        migrations.RunPython(make_index, migrations.RunPython.noop),
    ]
