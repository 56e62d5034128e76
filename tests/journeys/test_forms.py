"""One invitation goes in every form, once in Welsh and once in English: a text, a letter with its slip, a call."""

import pytest

from cyfran.domain.base import clock
from cyfran.domain.base.choices import Channel
from cyfran.domain.correspondence.actions.receiving import take_in
from cyfran.domain.correspondence.models import Message
from cyfran.domain.opportunities.tasks import claim_texts
from cyfran.domain.people.choices import Use
from tests.factories.people import make_permission, make_person
from tests.journeys import stories
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of
from tests.paper import faults_of, words_of

RETURN_ADDRESS = ["RHADBOST DDYCHMYGOL", "Llanffug"]
REACHED = {
    "Nansi Ffug": {"channel": Channel.TEXT},
    "Ifor Dychmygol": {"channel": Channel.LETTER, "address": "2 Stryd Ffug\nLlanffug", "format": "LARGE_PRINT"},
    "Begw Sampl": {"channel": Channel.PHONE, "telephone": "01632 960304"},
}
AREA = {"cy": "conwy", "en": "rhondda-cynon-taf"}
TELEPHONE = {"cy": "07700 900111", "en": "07700 900112"}
QUESTION, YES = {"cy": "Oes bws?", "en": "Is there a bus?"}, {"cy": "Iee!", "en": "Yess!"}
HOW_TO_ANSWER = {"cy": "IE neu NA", "en": "YES or NO"}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_one_invitation_goes_in_every_form(language, server, walker, calendar):
    # Given a council whose people are reached by text, by letter and by telephone, and write and read the same language
    coordinates = {"name": "Llio Sampl", "email": f"llio.sampl.{language}@example.org"}
    council, coordinator = council_with_coordinator(AREA[language], **coordinates, calendar=calendar)
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    theirs = {"organisation": council, "language": language.upper(), "telephone": TELEPHONE[language]}
    people = [make_person(name=name, **{**theirs, **reached}) for name, reached in REACHED.items()]
    for person in people:
        make_permission(person=person, use=Use.CONTACT)
    staff, title = walker(language), stories.MEETING[f"title_{language}"]
    staff.has_signed_in(coordinator)

    # When its coordinator says where answers by letter go
    staff.visit("staff:messages:letters")
    staff.goes_on_to("staff:messages:return_address", council.public_id)
    staff.write(return_address="\n".join(RETURN_ADDRESS))
    staff.press("Save")

    # and reads the invitation in every form before anybody is asked
    staff.visit("staff:opportunities:show", opportunity.public_id)
    staff.goes_on_to("staff:opportunities:forms", opportunity.public_id)
    staff.sees(stories.MEETING["title_cy"], stories.MEETING["title_en"], "IE neu NA")
    for sheet in ("letter", "poster", "slips"):
        pdf = staff.downloads("staff:opportunities:sheet", opportunity.public_id, sheet)
        assert (stories.MEETING["title_cy"] in words_of(pdf), faults_of(pdf)) == (True, [])

    # and asks them
    staff.visit("staff:opportunities:invite", opportunity.public_id)
    staff.write(people=[person.public_id for person in people])
    staff.press("Ask those ticked")
    text, letter, call = (Message.objects.get(person=person, purpose="INVITATION") for person in people)

    # then the text is short, and says how to answer
    staff.visit("staff:messages:show", text.public_id)
    staff.sees(TELEPHONE[language], HOW_TO_ANSWER[language], "STOP")
    staff.press("I have texted it")

    # and the letter can be read aloud, is in large print, in his language alone, and ends with a slip
    staff.visit("staff:messages:letters")
    pdf = staff.downloads("staff:messages:print")
    words = words_of(pdf)
    for said in ("Ifor Dychmygol", title, *RETURN_ADDRESS, letter.about_public_id):
        assert said in words
    other = stories.MEETING["title_en" if language == "cy" else "title_cy"]
    assert (other in words, faults_of(pdf)) == (False, [])
    staff.press("All letters on this page are in the post")

    # and his slip comes back: not this time
    staff.visit("staff:messages:list")
    staff.goes_on_to("staff:messages:slip")
    staff.write(code=letter.about_public_id.upper())
    staff.press("Find the invitation")
    staff.write(answer="NOT_THIS_TIME", channel="LETTER")
    staff.press("Write down the answer")

    # and she texts back, misspelt and with a question first, which waits for somebody
    for words in (QUESTION[language], YES[language]):
        sent_from = f"+44 {TELEPHONE[language][1:]}"
        take_in(sent_from=sent_from, words=words, number_there=words, at=clock.now())
    claim_texts.call()
    staff.visit("staff:messages:received")
    staff.sees("Nansi Ffug", QUESTION[language], YES[language])
    staff.press("It is dealt with")

    # and whoever is rung says yes while she is on the line
    staff.visit("staff:messages:show", call.public_id)
    staff.press("They would like to be rung another time")
    staff.press("Yes, I will take part")
    answers = {person.name: person.invitations.get().answer for person in people}
    assert answers == {"Nansi Ffug": "YES", "Ifor Dychmygol": "NOT_THIS_TIME", "Begw Sampl": "YES"}
