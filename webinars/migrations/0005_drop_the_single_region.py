from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("webinars", "0004_keep_regions_and_administrations")]

    operations = [migrations.RemoveField(model_name="webinar", name="region")]
