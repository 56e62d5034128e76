"""What somebody reads while she registers, and once she has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel
from cyfran.domain.base.fields import BilingualText
from cyfran.domain.base.models import User
from cyfran.domain.opportunities.models import Invitation
from cyfran.domain.people.choices import UNDER_16
from cyfran.domain.people.models import Person
from cyfran.web.carer.contacts import who_answers
from cyfran.web.carer.invitation.presenters import InvitationOnPage
from cyfran.web.carer.register.steps import before
from cyfran.web.ui.parts import Text

_TITLES = {
    "start": _("You and those you look after"),
    "you": _("About you"),
    "reach": _("How we reach you"),
    "permit": _("The last step: you decide"),
}
_STEPS = {"start": 1, "you": 2, "reach": 2, "permit": 3}
_HOW_THE_LINK_COMES = {
    Channel.EMAIL: _("We have just sent an e-mail to %(email)s. It holds the link to your own page."),
    Channel.TEXT: _("%(name)s will text the link to your own page to %(telephone)s."),
    Channel.PHONE: _("%(name)s will ring you on %(telephone)s and tell you how to reach your own page, if you want one."),
    Channel.LETTER: _("%(name)s will post you a letter with the link to your own page."),
}


_FINDINGS = {
    "needed": _("You do this for somebody who could hardly do without, and nobody pays you for it."),
    "perhaps_needed": _("You do this for somebody, and nobody pays you for it. You need not be sure to be welcome here."),
    "paid": _("What somebody pays you for is your job. What you do for them beyond that counts."),
    "not_needed": _("You do this for somebody who could also do without. Most people do that for one another."),
    "no_task": _("You ticked nothing of what people mean by it. Perhaps you do something that is not on our list."),
}


@dataclass(frozen=True)
class Finding:
    """Whether what somebody does is looking after somebody, and why."""

    is_caring: bool
    reason: str

    @property
    def words(self) -> Text:
        return _FINDINGS[self.reason]

    @property
    def is_a_job(self) -> bool:
        return self.reason == "paid"


@dataclass(frozen=True)
class PageOfQuestions:
    """One page of the three steps."""

    name: str

    @property
    def title(self) -> Text:
        return _TITLES[self.name]

    @property
    def step(self) -> int:
        return _STEPS[self.name]

    @property
    def is_first(self) -> bool:
        return not before(self.name)

    @property
    def back(self) -> str:
        """Return the address of the page before; before the first is the front page."""
        return reverse("public:front:show" if self.is_first else f"carer:register:{before(self.name)}")


@dataclass(frozen=True)
class RegisteredOnPage:
    organisation: BilingualText
    contact: User | None
    how_the_link_comes: Text
    comes_by_email: bool
    may_be_asked: bool
    is_under_16: bool
    invitation: InvitationOnPage | None

    @classmethod
    def of(cls, person: Person, invitation: Invitation | None, *, may_be_asked: bool, now: datetime) -> Self:
        contact = who_answers(person.organisation)
        facts = {
            "name": contact.name if contact else person.organisation.name,
            "email": person.email,
            "telephone": person.telephone,
        }
        return cls(
            organisation=person.organisation.name,
            contact=contact,
            how_the_link_comes=_HOW_THE_LINK_COMES[Channel(person.channel)] % facts,
            comes_by_email=person.channel == Channel.EMAIL,
            may_be_asked=may_be_asked,
            is_under_16=person.age_band in UNDER_16,
            invitation=InvitationOnPage.of(invitation, now=now) if invitation else None,
        )
