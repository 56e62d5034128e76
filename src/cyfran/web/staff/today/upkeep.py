"""What has no owner of its own: messages to post, text or ring, and seats to fill."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.models import AuditEvent, User
from cyfran.domain.correspondence.choices import ReceivedState, State
from cyfran.domain.correspondence.models import Visit
from cyfran.domain.correspondence.queries import messages_open_to, received_open_to, visits_open_to
from cyfran.domain.groups.models import Group, Seat
from cyfran.domain.groups.queries import groups_open_to
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.models import Organisation
from cyfran.web.staff.today.open_things import Open, Owners, Words, by_day, since_day
from cyfran.web.ui.templatetags.ui import day

# So long before a term ends, somebody should think of who comes next.
_TERM_ENDS_SOON = timedelta(days=60)


def messages(user: User, today: date, owners: Owners) -> Iterator[Open]:
    """Return a line for each organisation and way: whoever posts letters posts them together."""
    waiting = messages_open_to(user, Act.SEND).filter(state__in=[State.TO_DO, State.FAILED]).order_by()
    for heap in waiting.values("organisation", "channel", "state").annotate(count=Count("id"), oldest=Min("queued_at")):
        organisation, on = owners.organisations[heap["organisation"]], timezone.localdate(heap["oldest"])
        yield Open(on, owners.of(organisation), partial(_messages, heap, organisation, on), on < today)


def texts(user: User, today: date, owners: Owners) -> Iterator[Open]:
    """Return a line for each organisation whose people sent texts that wait for a reader, and one for unknown numbers."""
    waiting = received_open_to(user, Act.SEND).filter(state=ReceivedState.FOR_STAFF).order_by()
    for heap in waiting.values("person__organisation").annotate(count=Count("id"), oldest=Min("received_at")):
        organisation, on = owners.organisations.get(heap["person__organisation"]), timezone.localdate(heap["oldest"])
        yield Open(on, owners.of(organisation), partial(_texts, heap["count"], on), on < today)


def visits(user: User, today: date) -> Iterator[Open]:
    """Return what is still to be done after visits."""
    waiting = visits_open_to(user, Act.KEEP_PEOPLE).filter(follow_up_by__isnull=False, followed_up_at=None)
    for visit in waiting:
        on = visit.follow_up_by or today
        yield Open(on, visit.owner, partial(_visit, visit, on), on < today)


def _visit(visit: Visit, on: date) -> Words:
    what = _("See to what is still to be done after the visit to %(place)s") % {"place": visit.place}
    return Words(what, reverse("staff:visits:show", args=[visit.public_id]), by_day(on))


def _texts(count: int, on: date) -> Words:
    what = ngettext("Read %(count)s text that somebody sent", "Read %(count)s texts that people sent", count) % {"count": count}
    return Words(what, f"{reverse('staff:messages:received')}?state={ReceivedState.FOR_STAFF}", since_day(on))


def _messages(heap: Mapping[str, Any], organisation: Organisation, on: date) -> Words:
    what = _kind_of_messages(heap) % {"count": heap["count"], "organisation": organisation.name}
    href = f"{reverse('staff:messages:list')}?state={heap['state']}&channel={heap['channel']}"
    return Words(what, href, since_day(on))


def _kind_of_messages(heap: Mapping[str, Any]) -> str:
    if heap["state"] == State.FAILED:
        return ngettext(
            "See to %(count)s message of %(organisation)s that could not be sent or came back",
            "See to %(count)s messages of %(organisation)s that could not be sent or came back",
            heap["count"],
        )
    if heap["channel"] == Channel.LETTER:
        return ngettext(
            "Print and post %(count)s letter of %(organisation)s",
            "Print and post %(count)s letters of %(organisation)s",
            heap["count"],
        )
    if heap["channel"] == Channel.TEXT:
        return ngettext(
            "Send %(count)s text message of %(organisation)s",
            "Send %(count)s text messages of %(organisation)s",
            heap["count"],
        )
    return ngettext(
        "Make %(count)s call for %(organisation)s",
        "Make %(count)s calls for %(organisation)s",
        heap["count"],
    )


def seats(user: User, today: date, owners: Owners) -> Iterator[Open]:
    """Return the groups with vacant seats, and the terms that end soon or have ended."""
    of_groups = Seat.objects.filter(group__in=groups_open_to(user, Act.KEEP_GROUPS)).select_related(
        "group__organisation", "holder"
    )
    vacant: dict[Group, list[Seat]] = defaultdict(list)
    for seat in of_groups.filter(Q(holder__isnull=True) | Q(ends_on__lte=today + _TERM_ENDS_SOON)):
        if seat.holder is None:
            vacant[seat.group].append(seat)
        elif seat.ends_on:
            yield Open(seat.ends_on, owners.of(seat.group.organisation), partial(_term, seat), seat.ends_on < today)
    since = _vacant_since([seat.public_id for empty in vacant.values() for seat in empty])
    for group, empty in vacant.items():
        on = min((since.get(seat.public_id, today) for seat in empty), default=today)
        yield Open(on, owners.of(group.organisation), partial(_vacancies, group, len(empty), on))


def _vacancies(group: Group, count: int, on: date) -> Words:
    what = ngettext("Fill %(count)s vacant seat in “%(group)s”", "Fill %(count)s vacant seats in “%(group)s”", count)
    when = _("vacant since %(day)s") % {"day": day(on)}
    return Words(what % {"count": count, "group": group.name}, reverse("staff:groups:show", args=[group.public_id]), when)


def _term(seat: Seat) -> Words:
    return Words(
        _("Find who comes after %(name)s in “%(group)s”") % {"name": seat.holder, "group": seat.group.name},
        reverse("staff:groups:seat", args=[seat.group.public_id, seat.public_id]),
        _("the term ends on %(day)s") % {"day": day(seat.ends_on)},
    )


def _vacant_since(seats: list[str]) -> dict[str, date]:
    """Return since when each seat has been vacant: its last event says so."""
    events = AuditEvent.objects.filter(subject_kind=Seat._meta.label_lower, subject_public_id__in=seats).order_by()
    latest = events.values_list("subject_public_id").annotate(at=Max("at"))
    return {public_id: timezone.localdate(at) for public_id, at in latest}
