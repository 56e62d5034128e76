"""How an answer reaches the person it is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cyfran.domain.base.choices import Channel
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.people.models import Person
from cyfran.web.staff.people.presenters import language_of
from cyfran.web.ui.parts import Row, Text

_HOW_IT_GOES = {
    Channel.EMAIL: gettext_lazy("By e-mail, at once"),
    Channel.TEXT: gettext_lazy("By text: the words will wait under Messages for you to send"),
    Channel.PHONE: gettext_lazy("By telephone: the words will wait under Messages for you to ring"),
    Channel.LETTER: gettext_lazy("By letter: it will wait under Messages for you to print and post"),
}


def how_it_goes(person: Person) -> list[Row]:
    """Say by which way, in which language and in which form an answer goes."""
    return [
        Row(_("To"), person.name),
        Row(_("How"), _HOW_IT_GOES[Channel(person.channel)]),
        Row(_("Language"), language_of(person)),
        Row(_("Form"), person.get_format_display()),
    ]


@dataclass(frozen=True)
class PersonToAnswer:
    """One of several people who get the same answer."""

    name: str
    channel: str
    language: Text


def people_to_answer(contributions: Sequence[Contribution]) -> list[PersonToAnswer]:
    return [
        PersonToAnswer(
            name=one.person.name,
            channel=one.person.get_channel_display(),
            language=language_of(one.person),
        )
        for one in contributions
    ]


def answered(people: Sequence[Person]) -> str:
    """Say that answers are given, and whether some of them still wait for staff."""
    count = len(people)
    if all(person.channel == Channel.EMAIL for person in people):
        words = ngettext(
            "%(count)s answer is given, and goes by e-mail.", "%(count)s answers are given, and go by e-mail.", count
        )
    else:
        words = ngettext(
            "%(count)s answer is given. Look under Messages for what is to be posted, rung or texted.",
            "%(count)s answers are given. Look under Messages for what is to be posted, rung or texted.",
            count,
        )
    return words % {"count": count}
