"""Seal how people are reached. Some rows at a time, each lot for itself: where it was stopped, it goes on."""

from django.db import migrations

from cyfran.domain.base.fields import bare_email, bare_telephone
from cyfran.domain.base.sealing import seal_stored

PRINTS = {"email_print": ("email", bare_email), "telephone_print": ("telephone", bare_telephone)}


def seal_contacts(apps, _schema_editor):
    seal_stored(apps.get_model("people", "Person"), ("email", "telephone", "address"), PRINTS)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0003_what_tells_of_people_is_sealed")]

    operations = [migrations.RunPython(seal_contacts)]
