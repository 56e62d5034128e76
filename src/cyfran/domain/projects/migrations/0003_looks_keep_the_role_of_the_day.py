from datetime import date

from django.db import migrations

_LOOKS = ("person.looked_at", "person.contact_revealed")
# Each kind of place a role is held in, and the way from it to the organisation in which it counts.
_PLACES = {
    "organisations.organisation": "public_id",
    "projects.project": "organisation__public_id",
    "groups.group": "organisation__public_id",
}
_ROLES = {
    "organisations.Membership": "organisation__public_id",
    "projects.ProjectRole": "project__organisation__public_id",
    "groups.GroupRole": "group__organisation__public_id",
}


def write_roles_down(apps, schema_editor):
    """Write down with each look of earlier days which roles, in which organisations, whoever looked held then.

    When a role began and ended is known from those that stand, and from the trail for those that were taken away.
    """
    events = apps.get_model("base", "AuditEvent").objects
    looks = events.filter(verb__in=_LOOKS, facts__roles__isnull=True).order_by()
    everywhere = set(apps.get_model("base", "User").objects.filter(is_administrator=True).values_list("public_id", flat=True))
    spans = [*_standing(apps), *_ended(apps)]
    for actor in looks.values_list("actor_public_id", flat=True).distinct():
        hers = [span for user, *span in spans if user == actor]
        filled = list(looks.filter(actor_public_id=actor))
        for look in filled:
            day = look.at.date().isoformat()
            roles = {held for since, until, held in hers if since <= day <= until}
            look.facts["roles"] = [["", ""]] if actor in everywhere else sorted(map(list, roles))
        events.bulk_update([look for look in filled if look.facts["roles"]], ["facts"], batch_size=500)


def _standing(apps):
    for label, body in _ROLES.items():
        roles = apps.get_model(label).objects.values_list("user__public_id", "joined_on", "ends_on", "role", body)
        for user, since, until, role, organisation in roles:
            yield user, since.isoformat(), (until or date.max).isoformat(), (role, organisation or "")


def _ended(apps):
    bodies = {}
    for label, body in _PLACES.items():
        places = apps.get_model(label).objects.values_list("public_id", body)
        bodies |= {(label, place): organisation or "" for place, organisation in places}
    given = {}
    events = apps.get_model("base", "AuditEvent").objects.filter(verb__in=["role.given", "role.ended"])
    for event in events.order_by("at", "id"):
        place, user = (event.subject_kind, event.subject_public_id), event.facts.get("user")
        day = event.at.date().isoformat()
        if event.verb == "role.given":
            given[place, user] = day
        elif (place, user) in given:
            yield user, given.pop((place, user)), day, (event.facts.get("role"), bodies.get(place, ""))


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_workers_and_when_jobs_are_due"),
        ("groups", "0004_roles_in_groups"),
        ("organisations", "0005_young_carers_and_worries_that_cannot_wait"),
        ("projects", "0002_roles_in_projects"),
    ]

    operations = [migrations.RunPython(write_roles_down, migrations.RunPython.noop, elidable=True)]
