"""What is said to staff once people were asked: how many, where their messages are, and how many were passed over."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.db.models import Model
from django.utils.translation import ngettext

from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.queries import not_sent_about
from cyfran.domain.people.models import Person
from cyfran.web.ui.requests import StaffRequest


def say_who_is_asked(request: StaffRequest, people: Sequence[Person], *, to: Model, at: datetime) -> None:
    """Say how many were asked to a thing just now, and how many passed over, though somebody chose them."""
    if people:
        messages.success(request, _asked(people))
    if passed_over := not_sent_about(to).filter(decided_at=at).count():
        messages.info(request, _not_asked(passed_over))


def _asked(people: Sequence[Person]) -> str:
    """Say that people are asked, and whether some invitations still wait for staff."""
    count = len(people)
    if all(person.channel == Channel.EMAIL for person in people):
        words = ngettext("%(count)s person is asked, by e-mail.", "%(count)s people are asked, by e-mail.", count)
    else:
        words = ngettext(
            "%(count)s person is asked. Look under Messages for what is to be posted, rung or texted.",
            "%(count)s people are asked. Look under Messages for what is to be posted, rung or texted.",
            count,
        )
    return words % {"count": count}


def _not_asked(count: int) -> str:
    """Say that people were passed over, though somebody chose them."""
    words = ngettext(
        "%(count)s person was not asked. Why stands under “Not asked, and why”.",
        "%(count)s people were not asked. Why stands under “Not asked, and why”.",
        count,
    )
    return words % {"count": count}
