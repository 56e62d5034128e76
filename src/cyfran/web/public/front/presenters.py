"""The ways in, in the words of those who look after somebody. Nobody must call themselves a carer to begin."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cyfran.domain.people.choices import Relation
from cyfran.web.ui.parts import Card, Text

_VOICES = (
    (Relation.PARENT, _("I look after my mum")),
    (Relation.PARENT, _("I look after my dad")),
    (Relation.PARTNER, _("I look after my husband")),
    (Relation.PARTNER, _("I look after my wife")),
    (Relation.PARTNER, _("I look after my partner")),
    (Relation.CHILD, _("I look after my son")),
    (Relation.CHILD, _("I look after my daughter")),
    (Relation.SIBLING, _("I look after my brother or sister")),
    (Relation.GRANDPARENT, _("I look after my grandparent")),
    (Relation.FRIEND, _("I look after a friend or neighbour")),
    (Relation.OTHER, _("I look after somebody else")),
    (Relation.NOT_SURE, Relation.NOT_SURE.label),
)


@dataclass(frozen=True)
class Voice:
    """One way in; registering begins with its answer filled in."""

    text: Text
    href: str


def voices() -> list[Voice]:
    register = reverse("carer:register:start")
    return [Voice(text, f"{register}?relation={relation}") for relation, text in _VOICES]


def other_ways() -> list[Card]:
    """Return where to go for those who come for something else."""
    return [
        Card(
            _("Ask for something to be worked on with carers"),
            reverse("public:proposals:ask"),
            _("Anyone may ask. The answer comes with its reasons, by a date that everyone can see."),
        ),
        Card(
            _("See what is open now"),
            reverse("public:open:list"),
            _("What you can take part in, when and where, how long it takes, and what is offered so that you can."),
        ),
        Card(
            _("See who decides what in your area"),
            reverse("public:areas:list"),
            _("A map of the 22 councils, and every group in which carers can be heard."),
        ),
        Card(
            _("See what carers changed"),
            reverse("public:changes:list"),
            _("What was said, what was decided, and why: a no has its reasons too."),
        ),
    ]
