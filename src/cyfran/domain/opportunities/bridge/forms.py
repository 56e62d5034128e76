"""One invitation in every form in which it goes, as it reads before anybody is asked, and what hangs on a wall of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.terms import speaking
from cyfran.domain.correspondence.bridge.paper import picture_of
from cyfran.domain.correspondence.bridge.words import in_both_languages
from cyfran.domain.correspondence.choices import Purpose, Way
from cyfran.domain.correspondence.models import Forward, Message
from cyfran.domain.opportunities.models import Invitation, Opportunity
from cyfran.domain.opportunities.queries import invitation_link, offers_to, place_by_lot
from cyfran.domain.opportunities.rules import is_full
from cyfran.domain.organisations.queries import contact_of
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link

_SOMEBODY = "…"
_WAYS = {Channel.EMAIL: Way.EMAIL, Channel.TEXT: Way.TEXT}
# What of the facts of an invitation is passed on.
_PASSED_ON = (
    *("title", "about_it", "place", "starts_at", "reply_by", "minutes", "forms", "offers", "beforehand", "why_not_more"),
    *("is_full", "needs_sign_up"),
)


def facts_of(opportunity: Opportunity, *, offers: list[str | Promise], link: str, drawn_in: str = "") -> dict[str, Any]:
    """Return the facts from which an invitation is written."""
    return {
        "title": opportunity.title,
        "about_it": opportunity.about,
        "place": opportunity.place,
        "short_notice": opportunity.short_notice,
        "starts_at": opportunity.starts_at if opportunity.has_its_time else None,
        "reply_by": opportunity.reply_by,
        "needs_sign_up": opportunity.needs_sign_up,
        "minutes": opportunity.minutes_asked,
        "forms": opportunity.forms,
        "offers": offers,
        "beforehand": opportunity.beforehand,
        "why_not_more": opportunity.why_not_more,
        "is_full": is_full(opportunity),
        "link": link,
        "drawn_in": drawn_in,
    }


def written_for(invitation: Invitation) -> dict[str, Any]:
    """Return to whom an invitation is written, and the facts from which."""
    opportunity, person, place = invitation.opportunity, invitation.person, place_by_lot(invitation)
    facts = facts_of(
        opportunity,
        offers=offers_to(opportunity, person),
        link=invitation_link(invitation),
        drawn_in=place.draw.public_id if place else "",
    )
    facts["is_full"] &= place is None
    whose = {"person": person, "organisation": opportunity.organisation, "purpose": Purpose.INVITATION, "about": invitation}
    return facts | whose


def passed_on_for(forward: Forward, opportunity: Opportunity, person: Person) -> dict[str, Any]:
    """Return to whom of a partner's people something is passed on, and the facts from which that is written."""
    facts = facts_of(opportunity, offers=offers_to(opportunity, person), link="")
    way = _WAYS.get(Channel(person.channel), Way.POSTER)
    door = {"asked_by": opportunity.organisation.name, "code": forward.public_id, "way": way.lower()}
    whose = {"person": person, "organisation": forward.partner, "purpose": Purpose.PASSED_ON, "about": forward}
    return {name: facts[name] for name in _PASSED_ON} | door | whose


def sample_of(opportunity: Opportunity, channel: Channel, *, at: datetime) -> Message:
    """Return the invitation as it would go by one way, to nobody. It is not stored, and its links open nothing."""
    organisation = opportunity.organisation
    person = Person(name=_SOMEBODY, channel=channel, organisation=organisation)
    invitation = Invitation(opportunity=opportunity, person=person)
    facts = facts_of(opportunity, offers=opportunity.offers, link=invitation_link(invitation))
    facts |= {"person": person, "organisation": organisation, "contact": contact_of(organisation), "my_link": my_link(person)}
    with speaking(organisation.term):
        texts = in_both_languages(Purpose.INVITATION, facts, channel=channel)
    return Message(
        organisation=organisation,
        person=person,
        purpose=Purpose.INVITATION,
        about_public_id=invitation.public_id,
        channel=channel,
        queued_at=at,
        **texts,
    )


def for_the_wall(opportunity: Opportunity, forward: Forward | None = None) -> dict[str, Any]:
    """Return what a poster and the slips for leaders of groups say, in Welsh and in English. A partner's lead to its own door."""
    with speaking(opportunity.organisation.term):
        sides = [_side(opportunity, language, forward) for language in ("cy", "en")]
    return {"title": opportunity.title, "language": sides[0]["language"], "sides": sides}


def door_of(forward: Forward, way: Way) -> str:
    """Return where whoever comes by this way reads of what a partner passed on, and registers, in the language of the page."""
    return settings.PUBLIC_ADDRESS + reverse("carer:register:come", args=[forward.public_id, way.lower()])


def _side(opportunity: Opportunity, language: str, forward: Forward | None) -> dict[str, Any]:
    with override(language):
        page = door_of(forward, Way.POSTER) if forward else settings.PUBLIC_ADDRESS + _page_of(opportunity)
        return {
            "language": language,
            "asked_by": _half(opportunity.organisation.name, language),
            "title": _half(opportunity.title, language),
            "about": _half(opportunity.about, language).splitlines()[:1],
            "facts": said_facts(opportunity, language),
            "ways": [capfirst(str(way)) for way in opportunity.forms],
            "ways_are": _("You can take part in any of these ways:"),
            "offers": [capfirst(str(offer)) for offer in opportunity.offers],
            "offers_are": _("So that you can, we offer:"),
            "read_more": _("Read more, and say that you would like to take part:"),
            "page": page,
            "picture": picture_of(page, alt=_("A code that opens this page on a telephone")),
            "ring": _whom_to_ring(opportunity),
        }


def said_facts(opportunity: Opportunity, language: str) -> list[str]:
    """Say in a line each, in the language that is spoken just now, when and where it is and how long it takes."""
    minutes, place = opportunity.minutes_asked, _half(opportunity.place, language)
    time = ngettext(
        "Your time: %(minutes)s minute in all, with reading and travel",
        "Your time: %(minutes)s minutes in all, with reading and travel",
        minutes,
    )
    when = format_date(localtime(opportunity.starts_at), "l j F Y, H:i")
    return [
        _("When: %(when)s") % {"when": when} if opportunity.has_its_time else _("When: whenever it suits you"),
        *([_("Where: %(place)s") % {"place": place}] if place else []),
        time % {"minutes": minutes},
    ]


def _page_of(opportunity: Opportunity) -> str:
    """Return where one reads of it and registers for it; until its project is published, where one registers."""
    way = Way.POSTER.lower()
    is_shown = opportunity.stage.project.published_at
    return reverse("carer:register:come_for", args=[opportunity.public_id, way]) if is_shown else reverse("carer:register:start")


def _whom_to_ring(opportunity: Opportunity) -> str:
    contact = contact_of(opportunity.organisation)
    if contact is None or not contact.telephone:
        return ""
    # A number that is broken over two lines is hard to ring.
    telephone = contact.telephone.replace(" ", "\N{NO-BREAK SPACE}")
    return _("Or ring %(name)s on %(telephone)s.") % {"name": contact.name, "telephone": telephone}


def _half(text: BilingualText, language: str) -> str:
    return str(text.halves[language] or text)
