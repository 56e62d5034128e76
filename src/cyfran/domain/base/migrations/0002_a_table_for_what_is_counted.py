from typing import Any

from django.core.management import call_command
from django.db import migrations


def make_cache_table(_apps: Any, schema_editor: Any) -> None:
    """Make the table of the cache where the settings name one and it is not there yet: pages fail without it."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
