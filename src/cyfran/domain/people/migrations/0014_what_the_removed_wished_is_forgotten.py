from django.db import migrations


def forget_wishes(apps, schema_editor):
    """Empty, of those removed in earlier days, whether they wished to stay."""
    apps.get_model("people", "Person").objects.filter(erased_at__isnull=False).exclude(stays="").update(stays="")


class Migration(migrations.Migration):
    dependencies = [("people", "0013_two_records_are_made_one")]

    operations = [migrations.RunPython(forget_wishes, migrations.RunPython.noop, elidable=True)]
