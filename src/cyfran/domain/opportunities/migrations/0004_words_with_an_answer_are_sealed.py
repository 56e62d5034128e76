"""Seal what people said when they answered. Some rows at a time, each lot for itself: where it was stopped, it goes on."""

from django.db import migrations

from cyfran.domain.base.sealing import seal_stored


def seal_words(apps, _schema_editor):
    seal_stored(apps.get_model("opportunities", "Invitation"), ("answer_words",), {})


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("opportunities", "0003_part_of_a_group_is_renewed")]

    operations = [migrations.RunPython(seal_words)]
