from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill_in(apps, schema_editor):
    """Write down with each invitation when its message arrived, as far as the message is still there."""
    arrived = apps.get_model("correspondence", "Message").objects.filter(
        purpose="INVITATION", state__in=["SENT", "DONE"], person=OuterRef("person"), about_public_id=OuterRef("public_id")
    )
    first = arrived.order_by("settled_at").values("settled_at")[:1]
    apps.get_model("opportunities", "Invitation").objects.update(reached_at=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0006_what_asks_is_held_back"),
        ("opportunities", "0006_when_an_invitation_reached_somebody"),
    ]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True)]
