"""What partners are told by e-mail of what they pass on: plain, and in both languages, since staff have chosen none."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from cyfran.domain.base.models import User
from cyfran.domain.base.queries import email_of
from cyfran.domain.base.terms import speaking
from cyfran.domain.correspondence.models import Forward
from cyfran.domain.opportunities.bridge.forms import said_facts
from cyfran.domain.opportunities.choices import ChangeKind
from cyfran.domain.opportunities.models import Change, Opportunity


def email_to_partner(opportunity: Opportunity, forward: Forward, to: User, change: Change | None = None) -> EmailMessage:
    """Return the e-mail: that something is to be passed on or, of what is passed on already, what was changed and why."""
    parts = []
    for language in ("cy", "en"):
        with override(language), speaking(opportunity.organisation.term):
            subject, *lines = _changed(opportunity, change, language) if change else _asked(opportunity, language)
            page = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("staff:forwarding:show", args=[forward.public_id])
            parts.append((subject, "\n\n".join([_("Hello %(name)s,") % {"name": to}, *lines]) + "\n" + page))
    to_outbox = opportunity.stage.project.is_example
    return email_of(parts, to=to.email, to_outbox=to_outbox, headers={"Content-Language": "cy, en"})


def _asked(opportunity: Opportunity, language: str) -> list[str]:
    facts = {"organisation": opportunity.organisation.name, "title": opportunity.title}
    answers_by = _("Please answer by: %(day)s") % {"day": format_date(opportunity.reply_by, "l j F Y")}
    return [
        _("Will you pass this on? %(title)s") % facts,
        _("%(organisation)s asks whether you would pass this on to your own people: “%(title)s”.") % facts,
        "\n".join([*said_facts(opportunity, language), answers_by]),
        _("What you need for that, in words and to print, stands here:"),
    ]


def _changed(opportunity: Opportunity, change: Change, language: str) -> list[str]:
    facts = {"title": opportunity.title, "reason": change.reason, "when": format_date(localtime(change.was_at), "l j F Y, H:i")}
    if change.kind == ChangeKind.CALLED_OFF:
        return [
            _("Called off: %(title)s") % facts,
            _("“%(title)s”, which was to start on %(when)s, does not take place. We are sorry. The reason: %(reason)s") % facts,
            _("Please tell those to whom you passed it on, and take down what hangs on walls. You find it here:"),
        ]
    return [
        _("Another time or place: %(title)s") % facts,
        _("“%(title)s”, which was to start on %(when)s, has been moved. We are sorry. The reason: %(reason)s") % facts,
        "\n".join(said_facts(opportunity, language)),
        _("Please tell those to whom you passed it on. The new words and posters stand here:"),
    ]
