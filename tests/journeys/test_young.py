"""Young carers: of 15, kept from what is for adults and met by whoever is there for them; of 17, not asked into school hours."""

import pytest

from cyfran.domain.opportunities.queries import invitation_link
from cyfran.domain.people.models import Person
from cyfran.domain.people.queries import my_link
from cyfran.domain.people.rules import is_in_school_hours
from tests.journeys import stories
from tests.journeys.letterbox import emails_to, newest_link_to
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

IS_THERE = (
    "Somebody who is there for young people who look after somebody will be in touch. "
    "You are asked to nothing that is for adults."
)
EVENING = {"title_cy": "Noson gyda phitsa", "title_en": "An evening with pizza"}


@pytest.fixture
def school_day(calendar):
    """Return in how many days the first school day comes that is three weeks away."""
    return next(days for days in range(21, 28) if is_in_school_hours(calendar.in_days(days, 14)))


def registers(walker, *, name, email, area, age_band):
    """Let somebody who looks after her brother go through the three steps; her age is the first thing she is asked."""
    walker.visit("carer:register:start")
    assert walker.text.index(walker.in_words("How old are you?")) < walker.text.index(walker.in_words("Who do you look after?"))
    walker.write(age_band=age_band, relations=["SIBLING"], hours="FROM_10_TO_19")
    walker.press("Continue")
    walker.write(name=name, area=area, channel="EMAIL")
    walker.press("Continue")
    walker.write(email=email, language=walker.language.upper())
    walker.press("Continue")


def test_somebody_of_15_sees_nothing_for_adults_and_whoever_is_there_for_young_carers_is_told(server, walker, calendar):
    # Given a council with somebody who is there for young carers, and a meeting for adults
    council, lead = council_with_coordinator(
        "pembrokeshire", name="Heledd Sampl", email="heledd.sampl@example.org", calendar=calendar
    )
    opportunity = open_meeting(project_of(council, lead, calendar=calendar), lead, calendar=calendar)
    name, email = "Mabli Ffug", "mabli.ffug@example.org"
    herself, staff = walker("cy"), walker("en")

    # When a girl of 15 registers, she is not asked whether we may invite her, and reads who is there
    registers(herself, name=name, email=email, area="pembrokeshire", age_band="FROM_13_TO_15")
    herself.does_not_see(herself.in_words("Ask me to take part"))
    herself.press("Register")
    herself.is_told(IS_THERE)

    # then her own page holds no meeting, and she can still say that she needs help
    herself.open(newest_link_to(email, "my", "cy"))
    herself.sees(name)
    herself.does_not_see(stories.MEETING["title_cy"])
    girl = Person.objects.get(name=name)
    herself.goes_on_to("carer:my:help", my_link(girl))
    herself.sees("0800 1111")

    # and whoever is there for young carers was written to, and finds her first on the page of today
    assert [body for body in emails_to(lead.email) if name in body] == []
    assert emails_to(lead.email) != []
    flag = girl.flags.get()
    staff.has_signed_in(lead)
    staff.visit("staff:today:show")
    staff.goes_on_to("staff:flags:show", flag.public_id)
    staff.sees("A young carer", name)
    staff.press("I am seeing to it")

    # and nobody can ask her to what is for adults
    staff.visit("staff:opportunities:invite", opportunity.public_id)
    staff.does_not_see(name)


def test_somebody_of_17_is_asked_to_an_evening_and_to_nothing_in_school_hours(server, walker, calendar, school_day):
    # Given a meeting in school hours, and one after them
    council, coordinator = council_with_coordinator(
        "bridgend", name="Iestyn Sampl", email="iestyn.sampl@example.org", calendar=calendar
    )
    project = project_of(council, coordinator, calendar=calendar)
    in_school, evening = (
        open_meeting(project, coordinator, calendar=calendar, starts_at=calendar.in_days(school_day, hour), **words)
        for hour, words in ((14, {}), (17, EVENING))
    )
    name, email = "Gwern Ffug", "gwern.ffug@example.org"
    himself, staff = walker("en"), walker("cy")

    # When a boy of 17 registers and permits being asked
    registers(himself, name=name, email=email, area="bridgend", age_band="FROM_16_TO_17")
    himself.write(uses=["CONTACT"])
    himself.press("Register")

    # then he can be asked to the evening alone, and nobody is told that he is in danger
    boy = Person.objects.get(name=name)
    assert not boy.flags.exists()
    staff.has_signed_in(coordinator)
    staff.visit("staff:opportunities:invite", in_school.public_id)
    staff.does_not_see(name)
    staff.visit("staff:opportunities:invite", evening.public_id)
    staff.write(people=[boy.public_id])
    staff.press("Ask those ticked")

    # and he finds it on his own page and says yes
    himself.open(newest_link_to(email, "my", "en"))
    himself.sees(EVENING["title_en"])
    himself.does_not_see(stories.MEETING["title_en"])
    himself.goes_on_to("carer:invitation:show", invitation_link(boy.invitations.get()))
    himself.press("Yes, I will take part")
    himself.is_told("You said yes")
    staff.visit("staff:opportunities:show", evening.public_id)
    staff.sees(name)
