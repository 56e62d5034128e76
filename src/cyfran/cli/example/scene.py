"""Where the worked example plays: which council, who is there, and days counted back from today."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from cyfran.domain.base.models import User
from cyfran.domain.contributions.models import Contribution
from cyfran.domain.correspondence.actions.delivery import deliver, settle
from cyfran.domain.correspondence.choices import State
from cyfran.domain.correspondence.models import Message
from cyfran.domain.decisions.models import Decision
from cyfran.domain.organisations.choices import OrganisationKind
from cyfran.domain.organisations.models import Organisation
from cyfran.domain.people.models import Person


@dataclass
class Scene:
    """What each part of the story needs of the parts before it."""

    as_of: date
    council: Organisation
    coordinator: User
    people: dict[str, Person] = field(default_factory=dict)
    said: dict[str, Contribution] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def day(self, days_ago: int) -> date:
        return self.as_of - timedelta(days=days_ago)

    def at(self, days_ago: int, hour: int = 10) -> datetime:
        """Return an hour of a day as the clocks in Wales show it."""
        return timezone.make_aware(datetime.combine(self.day(days_ago), time(hour)))

    def see_to_messages(self, days_ago: int, *, only_email: bool = False) -> None:
        """Send every e-mail that waits; let the coordinator post the letters and ring those who are rung."""
        at = self.at(days_ago, 17)
        waiting = Q(state=State.QUEUED) if only_email else Q(state__in=[State.QUEUED, State.TO_DO])
        for message in Message.objects.filter(waiting, person__is_example=True).select_related("person", "organisation"):
            if message.state == State.QUEUED:
                deliver(message=message, at=at)
            else:
                settle(message=message, by=self.coordinator, at=at)


def partner_of(council: Organisation) -> Organisation:
    """Return the board of the region, which passes on what the council asks."""
    return Organisation.objects.get(kind=OrganisationKind.PARTNERSHIP, region=council.region_id)
