"""Somebody with nothing but a landline goes the whole way, by telephone and paper, and gets her answer as a letter."""

import pytest

from cyfran.domain.correspondence.models import Message
from cyfran.domain.meetings.tasks import thank_everybody
from cyfran.domain.opportunities.tasks import remind_everybody
from cyfran.domain.people.models import Person
from tests.journeys import stories
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of
from tests.paper import words_of

NAME = "Blodwen Dychmygol"
ADDRESS = ["3 Rhes Ddychmygol", "Llanffug", "ZZ99 9ZZ"]
WORDS = {
    "cy": "Dim ond pan na ddaw'r fan rwy'n clywed. Dywedwch y diwrnod cynt, dyna i gyd.",
    "en": "I only hear when the van does not come. Tell me the day before, that is all.",
}
AREA = {"cy": "isle-of-anglesey", "en": "powys"}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_whole_way_goes_by_telephone_and_paper(language, server, walker, calendar):
    # Given a coordinator at the telephone, and a project that has just begun
    coordinates = {"name": "Eleri Sampl", "email": f"eleri.sampl.{language}@example.org"}
    council, coordinator = council_with_coordinator(AREA[language], **coordinates, calendar=calendar)
    project = project_of(council, coordinator, calendar=calendar)
    opportunity = open_meeting(project, coordinator, calendar=calendar)
    staff, title = walker(language), stories.MEETING[f"title_{language}"]
    staff.has_signed_in(coordinator)

    # When she rings for the first time
    staff.visit("staff:people:register")
    staff.write(name=NAME, hours_partner="FROM_50", channel="PHONE", telephone="01632 960303", address="\n".join(ADDRESS))
    staff.write(uses=["CONTACT", "QUOTE"], language="BOTH")
    staff.press("Register, and send them the link to their page")
    person = Person.objects.get(organisation=council, name=NAME)

    # and is asked to the meeting by telephone
    staff.visit("staff:opportunities:invite", opportunity.public_id)
    staff.write(people=[person.public_id])
    staff.press("Ask those ticked")
    call = Message.objects.get(person=person, purpose="INVITATION")
    staff.visit("staff:messages:list")
    staff.goes_on_to("staff:messages:show", call.public_id)
    staff.sees("01632 960303", stories.MEETING["title_cy"], stories.MEETING["title_en"])
    staff.press("Nobody was there")
    staff.sees(staff.in_words("Nobody was there"))

    # and says yes while she is on the line, the second time she is rung
    staff.press("Yes, I will take part")
    staff.visit("staff:opportunities:show", opportunity.public_id)
    staff.goes_on_to("staff:opportunities:reply", person.invitations.get().public_id)
    staff.write(answer="YES", channel="PHONE", words="Ring me, I cannot leave him.")
    staff.press("Write down the answer")
    staff.sees(NAME, "Ring me, I cannot leave him.")

    # and is rung two days before it begins, to be reminded of it
    calendar.days_pass(20)
    remind_everybody.call()
    reminder = Message.objects.get(person=person, purpose="REMINDER")
    staff.has_signed_in(coordinator)
    staff.visit("staff:messages:show", reminder.public_id)
    staff.sees("01632 960303", stories.MEETING["title_cy"], stories.MEETING["title_en"])
    staff.press("Yes, I will take part")
    assert person.invitations.get().answer_words == "Ring me, I cannot leave him."

    # and takes part by telephone
    calendar.days_pass(2)
    staff.visit("staff:meetings:add", project.public_id)
    staff.write(stage="priorities", **{half: stories.MEETING[half] for half in ("title_cy", "title_en")})
    staff.write(starts_at=calendar.in_days(-1, 14), minutes=60, staff_present=1)
    staff.press("Save")
    meeting = project.stages.get(kind="PRIORITIES").meetings.get()
    staff.goes_on_to("staff:meetings:attendance", meeting.public_id)
    staff.write(text=NAME)
    staff.press("Find them")
    line = {"there": True, "standing": "CARER", "form": "TELEPHONE", "minutes": 45}
    staff.write(**{f"{person.public_id}-{field}": answer for field, answer in line.items()})
    staff.press("Save who was there")
    staff.sees(NAME)

    # and is thanked by telephone on the next day, and hears what is written down of it
    calendar.days_pass(1)
    thank_everybody.call()
    thanks = Message.objects.get(person=person, purpose="THANKS")
    staff.has_signed_in(coordinator)
    staff.visit("staff:messages:show", thanks.public_id)
    staff.sees("01632 960303", title, "45")
    staff.press("I have rung and told them")

    # and says something on the telephone at that
    staff.visit("staff:people:show", person.public_id)
    staff.goes_on_to("staff:contributions:add")
    staff.write(words=WORDS[language], words_language=language.upper(), given_by="PHONE", audience="PUBLIC")
    staff.write(stage=f"{project.public_id}-priorities")
    staff.press("Save")

    # and would like her answer in writing
    staff.visit("staff:people:contact", person.public_id)
    staff.write(channel="LETTER")
    staff.press("Save")
    said = person.contributions.get()
    staff.visit("staff:responses:add", said.public_id)
    staff.write(state="DONE", **stories.DONE)
    staff.press("Give this answer")

    # Then her answer is a letter to print and post, in both languages, with her words and the reason
    letter = Message.objects.get(person=person, purpose="ANSWER")
    staff.visit("staff:messages:show", letter.public_id)
    printed = words_of(staff.downloads("staff:messages:letter", letter.public_id))
    for words in (NAME, *ADDRESS, WORDS[language], stories.DONE["reason_cy"], stories.DONE["reason_en"]):
        assert words in printed
    staff.press("I have posted it")

    # and her record is the same as anybody's: what was asked of her, what she gave, what she said and what came of it
    staff.visit("staff:people:show", person.public_id)
    staff.sees(WORDS[language], title, "45")
