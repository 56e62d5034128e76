"""A group is drawn by lot: from targets that cannot be met to a draw that anyone can repeat."""

from argparse import Namespace

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cyfran.cli import draw as command
from cyfran.domain.opportunities.choices import Confirmation, Outcome
from cyfran.domain.opportunities.models import Draw
from cyfran.domain.people.choices import Use
from cyfran.domain.people.queries import my_link
from tests.factories.people import make_permission, make_person
from tests.journeys.scenes import council_with_coordinator, open_meeting, project_of

SPOKEN = ("CY", "CY", "CY", "CY", "EN", "EN", "EN", "EN", "EN")


def targets_hold(draw: Draw) -> bool:
    seated = list(draw.people.filter(outcome=Outcome.CHOSEN).exclude(confirmation=Confirmation.DECLINED))
    having = {target: sum(target.value in one.values[target.feature] for one in seated) for target in draw.targets.all()}
    return len(seated) == draw.size and all(target.least <= number <= target.most for target, number in having.items())


def verifies(draw: Draw, folder) -> bool:
    with override("en"):
        for name, file in (("lottery", "public_lottery.csv"), ("record", "draw.json")):
            (folder / file).write_bytes(Client().get(reverse(f"public:draws:{name}", args=[draw.public_id])).content)
    return command.run(Namespace(verify=str(folder / "draw.json"), json=True, public_lottery=None, lottery=None)) == 0


def test_a_group_is_drawn_by_lot_and_anyone_can_repeat_the_draw(server, walker, calendar, tmp_path):
    # Given a meeting, and nine people who may be asked; of their age and their hours nothing is known
    council, coordinator = council_with_coordinator(
        "denbighshire", name="Carys Sampl", email="carys.sampl@example.org", calendar=calendar
    )
    opportunity = open_meeting(project_of(council, coordinator, calendar=calendar), coordinator, calendar=calendar)
    for language in SPOKEN:
        make_permission(person=make_person(organisation=council, language=language), use=Use.CONTACT)

    # When the coordinator sets targets, she sees that they cannot be met, and follows the advice
    staff = walker("en")
    staff.has_signed_in(coordinator)
    staff.visit("staff:draws:add", opportunity.public_id)
    staff.write(size=4, reserves=2)
    staff.press("Go on to the targets")
    draw = Draw.objects.get(opportunity=opportunity)
    staff.unfold("Language")
    staff.write(**{"LANGUAGE-CY-least": 2, "LANGUAGE-CY-most": 3})
    staff.press("Save, and see whether it can be met")
    staff.is_told("This cannot be met yet")
    staff.press("Change it so")
    staff.is_told("This can be met")

    # and has the lottery made, announces it, and draws once the number is known
    staff.goes_on_to("staff:draws:run", draw.public_id)
    staff.press("Make the lottery")
    staff.goes_on_to("staff:draws:announce", draw.public_id)
    staff.write(beacon="DICE", beacon_at=calendar.in_days(2, 18))
    staff.press("Announce it")
    calendar.days_pass(3)
    staff.visit("staff:draws:draw", draw.public_id)
    staff.write(seed="3 6 1 4 4 2 5 1 6 2 3 5")
    staff.press("Draw the group")
    assert targets_hold(draw)

    # and one of those drawn cannot come
    leaving = draw.people.filter(outcome=Outcome.CHOSEN).first()
    staff.goes_on_to("staff:draws:answer", leaving.public_id)
    staff.write(answer="DECLINED", channel="PHONE")
    staff.press("Write it down")
    stand_in = draw.people.get(stands_in_for=leaving)
    staff.sees(f"{stand_in.person.name} is asked instead, and the targets still hold.")

    # then the targets hold as before, who stands in reads why, and the public page verifies
    assert targets_hold(draw)
    carer = walker("cy")
    carer.visit("carer:my:show", my_link(stand_in.person))
    carer.goes_on_to("carer:draws:show", my_link(stand_in.person), draw.public_id)
    carer.is_told("How was I chosen?")
    reader = walker("cy")
    reader.visit("public:projects:show", opportunity.stage.project.public_id)
    reader.goes_on_to("public:draws:show", draw.public_id)
    draw.refresh_from_db()
    reader.sees(draw.lottery_sha256, "3 6 1 4 4 2 5 1 6 2 3 5")
    assert verifies(draw, tmp_path)
