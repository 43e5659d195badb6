from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep(apps, schema_editor):
    webinar = apps.get_model("webinars", "Webinar")
    links = webinar.regions.through
    links.objects.bulk_create(
        links(webinar_id=pk, region_id=region)
        for pk, region in webinar.objects.filter(region__isnull=False).values_list("pk", "region_id")
    )
    person = apps.get_model("people", "Person")
    administration = person.objects.filter(pk=OuterRef("person_id")).values("administration_id")
    apps.get_model("webinars", "Registration").objects.update(administration_id=Subquery(administration))


class Migration(migrations.Migration):
    dependencies = [("webinars", "0003_registration_mail_and_surveys")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
