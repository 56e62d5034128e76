"""Seal what was written to people. Some rows at a time, each lot for itself: where it was stopped, it goes on."""

from django.db import migrations

from cyfran.domain.base.sealing import seal_stored


def seal_messages(apps, _schema_editor):
    seal_stored(apps.get_model("correspondence", "Message"), ("body_cy", "body_en"), {})


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("correspondence", "0001_initial")]

    operations = [migrations.RunPython(seal_messages)]
