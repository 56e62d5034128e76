"""An invitation by e-mail is read as plain text and as a small page, and answered in one press."""

import pytest

from cyfran.domain.correspondence.models import Message
from tests.factories.people import make_permission, make_person
from tests.journeys import stories
from tests.journeys.letterbox import emails_to, newest_as_html_to, newest_link_to
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

AREA = {"cy": "carmarthenshire", "en": "merthyr-tydfil"}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_an_invitation_by_email_is_read_in_both_shapes_and_answered_in_one_press(language, server, walker, calendar):
    # Given somebody who is reached by e-mail, in her language
    email = f"{language}@example.org"
    council, coordinator = council_with_coordinator(AREA[language], name="Mari Sampl", email=f"mari.{email}", calendar=calendar)
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    carer = make_person(organisation=council, name="Nansi Ffug", email=f"nansi.{email}", language=language.upper())
    make_permission(person=carer)

    # When she is asked
    staff = walker(language)
    staff.has_signed_in(coordinator)
    staff.visit("staff:opportunities:invite", opportunity.public_id)
    staff.write(people=[carer.public_id])
    staff.press("Ask those ticked")

    # then the e-mail says it in her language alone, and the page beside the plain words says the same
    words, page = emails_to(carer.email)[0], newest_as_html_to(carer.email)
    link, title = newest_link_to(carer.email, "invitation", language), stories.MEETING[f"title_{language}"]
    other = stories.MEETING["title_en" if language == "cy" else "title_cy"]
    assert [(title in shape, link in shape, other in shape) for shape in (words, page)] == [(True, True, False)] * 2
    assert (f'lang="{language}"' in page, "<script" in page, "<img" in page) == (True, False, False)

    # and one press answers it, and a second changes the answer
    herself = walker(language)
    herself.open(link)
    herself.sees(title)
    herself.press("Yes, I will take part")
    herself.is_told("You said yes. Thank you.")
    herself.open(f"{link}?change=yes")
    herself.press("Not this time")
    herself.is_told("You can be heard without coming")

    # and staff see that it went, and what she said
    staff.visit("staff:messages:show", Message.objects.get(person=carer, purpose="INVITATION").public_id)
    staff.sees(staff.in_words("Sent"), title)
    assert carer.invitations.get().answer == "NOT_THIS_TIME"
