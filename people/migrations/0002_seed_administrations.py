"""The six regions and the administrations of the 186 members."""

from django.db import migrations

from people.facts import REGION_NAMES, members


def seed(apps, schema_editor):
    region_model = apps.get_model("people", "Region")
    administration_model = apps.get_model("people", "Administration")
    regions = {}
    for code, names in REGION_NAMES.items():
        translations = {f"name_{language}": name for language, name in names.items()}
        regions[code], _ = region_model.objects.update_or_create(
            code=code, defaults={"name": names["en"], **translations}
        )
    for country, code, since in members():
        administration_model.objects.update_or_create(
            country=country, defaults={"region": regions[code], "member_since": since}
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
