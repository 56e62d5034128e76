"""What a partner passes on, as the body that asks and the partner see it: counts, and nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyfran.domain.base.models import User
from cyfran.domain.correspondence.bridge.arrivals import told_together
from cyfran.domain.correspondence.choices import PASSED_ON_BY
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.correspondence.queries import forwards_about
from cyfran.domain.opportunities.bridge.forms import door_of
from cyfran.domain.opportunities.bridge.forwards import forward_figures
from cyfran.domain.opportunities.models import Opportunity
from cyfran.domain.opportunities.queries import is_open
from cyfran.domain.organisations.choices import Act
from cyfran.domain.organisations.rules import may
from cyfran.web.staff.opportunities.presenters import said_change
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day, when_it_is


@dataclass(frozen=True)
class ForwardInList:
    """One line of the list. What is passed on may be gone; then it has no title any more."""

    public_id: str
    title: str
    organisation: str
    partner: str
    forwarded_on: str

    @classmethod
    def all_of(cls, forwards: Iterable[Forward]) -> list[Self]:
        """Return a line for each, with the titles of all read at once."""
        forwards = list(forwards)
        about = Opportunity.objects.filter(public_id__in=[one.about_public_id for one in forwards])
        titles = {opportunity.public_id: opportunity.title for opportunity in about}
        return [cls._of(one, titles.get(one.about_public_id, "")) for one in forwards]

    @classmethod
    def _of(cls, forward: Forward, title: str) -> Self:
        return cls(forward.public_id, title, forward.organisation.name, forward.partner.name, day(forward.forwarded_at))


@dataclass(frozen=True)
class Address:
    """Where somebody registers who comes by one way."""

    way: Text
    href: str


@dataclass(frozen=True)
class ForwardOnPage:
    public_id: str
    title: str
    organisation: str
    partner: str
    is_ours_to_pass_on: bool
    is_open: bool
    is_example: bool
    opportunity_public_id: str
    changes: list[str]
    rows: list[Row]
    figures: list[Row]
    addresses: list[Address]

    @classmethod
    def of(cls, forward: Forward, opportunity: Opportunity, reader: User, *, now: datetime) -> Self:
        return cls(
            public_id=forward.public_id,
            title=opportunity.title,
            organisation=forward.organisation.name,
            partner=forward.partner.name,
            is_ours_to_pass_on=may(reader, Act.ASK, forward.partner),
            is_open=is_open(opportunity, now),
            is_example=opportunity.stage.project.is_example,
            opportunity_public_id=opportunity.public_id if may(reader, Act.ASK, forward.organisation) else "",
            changes=[said_change(change) for change in opportunity.changes.all()],
            rows=_rows(opportunity),
            figures=[*_figures(forward), *_together(opportunity)],
            addresses=[Address(way.label, door_of(forward, way)) for way in PASSED_ON_BY],
        )


def _rows(opportunity: Opportunity) -> list[Row]:
    rows = [
        Row(_("Asked by"), opportunity.organisation.name),
        Row(_("What it is about"), opportunity.about),
        Row(_("When"), when_it_is(opportunity)),
        Row(_("Place"), opportunity.place),
        Row(_("Answers by"), day(opportunity.reply_by)),
        Row(_("How to take part"), "\n".join(capfirst(str(way)) for way in opportunity.forms)),
        Row(_("Offered"), "\n".join(capfirst(str(offer)) for offer in opportunity.offers)),
    ]
    return [row for row in rows if row.value]


def _figures(forward: Forward) -> list[Row]:
    figures = forward_figures(forward)
    return [
        Row(_("Told by %(partner)s among its own people here") % {"partner": forward.partner.name}, shown(figures.told)),
        Row(_("Registered by what was passed on"), shown(figures.came)),
        Row(_("Of these, said yes to it"), shown(figures.said_yes)),
    ]


def _together(opportunity: Opportunity) -> list[Row]:
    """Return how many people all partners told, where several pass it on."""
    if forwards_about(opportunity).count() == 1:
        return []
    told = told_together(opportunity)
    if told is None:
        words = _("Not shown, since one of them told fewer than five")
    elif len({*told}) == 1:
        words = str(told[0])
    else:
        facts = dict(zip(("least", "most"), told, strict=True))
        words = _("From %(least)s to %(most)s: fewer than five, if any, are on record with several") % facts
    return [Row(_("Told by all who pass it on, each person counted once"), words)]


def shown(count: int | None) -> str:
    """Return a count of people, or that it is too small to be shown."""
    return _("Fewer than five, so not shown") if count is None else str(count)
