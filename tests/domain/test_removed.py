"""Of somebody who was removed nothing more is written down, whichever action is asked to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from cyfran.domain.contributions import actions as contributions
from cyfran.domain.correspondence.actions import links, rounds, silence, writing
from cyfran.domain.correspondence.choices import Purpose
from cyfran.domain.decisions import actions as decisions
from cyfran.domain.decisions.choices import ResponseState
from cyfran.domain.evaluation import actions as evaluation
from cyfran.domain.groups import actions as groups
from cyfran.domain.involvement import actions as involvement
from cyfran.domain.meetings import actions as meetings
from cyfran.domain.opportunities.actions import choosing, offers, panels, reminders, replies
from cyfran.domain.opportunities.actions.merging import merge_people, part_people
from cyfran.domain.people.actions import caring, equality, erasing, flags, leaving, merging, parting, people
from cyfran.domain.people.choices import Dimension, FlagKind, Relation, Said, Stays, Use
from cyfran.domain.people.models import CaringRole, Person
from cyfran.domain.projects import actions as projects
from tests.domain.test_house import functions_of_actions
from tests.factories.base import make_user
from tests.factories.contributions import make_contribution
from tests.factories.groups import make_seat
from tests.factories.meetings import make_attendance, make_meeting
from tests.factories.opportunities import make_draw, make_drawn_person, make_invitation, make_opportunity
from tests.factories.people import make_caring_role, make_permission, make_person
from tests.factories.projects import make_proposal, make_staged_project

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class Scene:
    """Somebody who took part in everything, before she is removed."""

    def __init__(self) -> None:
        self.her, self.staff = make_person(), make_user()
        self.project = make_staged_project(organisation=self.her.organisation)
        self.stage = self.project.stages.first()
        self.role = make_caring_role(person=self.her)
        self.said = make_contribution(person=self.her, stage=self.stage, words="Zebedee", audience="PUBLIC")
        self.request = make_proposal(person=self.her)
        opportunity = make_opportunity(stage=self.stage, state="OPEN", starts_at=AT + timedelta(days=30))
        self.opportunity = opportunity
        self.invitation = make_invitation(opportunity=opportunity, person=self.her)
        self.meeting = make_meeting(stage=self.stage, starts_at=AT - timedelta(days=1))
        self.seat, self.held = make_seat(), make_seat(holder=self.her, starts_on=AT.date())
        make_permission(person=self.her)


def _drawn(scene: Scene) -> Any:
    other = make_opportunity(stage=scene.stage, state="OPEN", starts_at=AT + timedelta(days=30))
    make_invitation(opportunity=other, person=scene.her)
    return make_drawn_person(draw=make_draw(opportunity=other), person=scene.her, outcome="CHOSEN", confirmation="WAITING")


def _coming(scene: Scene) -> Any:
    soon = make_opportunity(stage=scene.stage, state="OPEN", starts_at=AT + timedelta(days=1))
    return make_invitation(opportunity=soon, person=scene.her, answer="YES", answered_at=AT - timedelta(days=9))


ABOUT = {"by": None, "at": AT}
CALLS: dict[Callable[..., Any], Callable[[Scene], dict[str, Any]]] = {
    people.change_contact_wishes: lambda s: {"person": s.her, "language": "CY"},
    people.permit: lambda s: {"person": s.her, "use": Use.CONTACT},
    people.withdraw_permission: lambda s: {"person": s.her, "use": Use.CONTACT},
    people.renew_link: lambda s: {"person": s.her},
    people.declare_carer: lambda s: {"user": s.staff, "person": s.her},
    caring.write_down_caring: lambda s: {"role": CaringRole(person=s.her), "relation": Relation.PARENT},
    caring.confirm_caring: lambda s: {"person": s.her},
    caring.name_cared_for: lambda s: {"role": make_caring_role(), "other": s.her},
    caring.forget_cared_for: lambda s: {"role": s.role},
    caring.say_whether_she_stays: lambda s: {"person": s.her, "answer": Stays.YES},
    equality.answer_equality: lambda s: {"person": s.her, "answers": {Dimension.SEX: Said.FEMALE}, "at": AT},
    equality.forget_equality: lambda s: {"person": s.her, "at": AT},
    erasing.erase: lambda s: {"person": s.her},
    leaving.list_to_leave: lambda s: {"person": s.her},
    leaving.hear_from: lambda s: {"person": s.her, "by": s.staff},
    merging.merge: lambda s: {"kept": s.her, "gone": make_person(organisation=s.her.organisation)},
    parting.part: lambda s: {"gone": s.her},
    parting.settle_merge: lambda s: {"gone": s.her},
    merge_people: lambda s: {"kept": make_person(organisation=s.her.organisation), "gone": s.her},
    part_people: lambda s: {"gone": s.her},
    flags.raise_flag: lambda s: {"person": s.her, "kind": FlagKind.DISTRESS},
    involvement.change_limit: lambda s: {"person": s.her, "by": s.her, "hours": 5},
    involvement.change_preference: lambda s: {"person": s.her, "by": s.her, "topics": []},
    involvement.record_asked: lambda s: {**_time(s), "minutes": 60},
    involvement.record_given: lambda s: {**_time(s), "minutes": 60},
    involvement.end_asking: lambda s: {"person": s.her, "source": s.meeting, "on": AT.date()},
    writing.queue_message: lambda s: {**_letter(s), "purpose": Purpose.MY_PAGE, "about": s.her, "at": AT},
    writing.note_not_sent: lambda s: {**_letter(s), "purpose": Purpose.MY_PAGE, "about": s.her, "reason": "RESTING"},
    links.reach_anew: lambda s: {"person": s.her, "language": "CY"},
    links.ask_code_of: lambda s: {"person": s.her, "nonce": "one", "at": AT},
    links.send_code: lambda s: {"person": s.her, "by_text": False, "nonce": "one", "at": AT},
    rounds.ask_together: lambda s: {"person": s.her, "at": AT},
    silence.list_and_tell: lambda s: {"person": s.her, "at": AT},
    silence.remove_silent: lambda s: {"person": s.her, "at": AT},
    links.send_link: lambda s: {"person": s.her, "at": AT},
    groups.fill_seat: lambda s: {"seat": s.seat, "holder": s.her, **_term()},
    groups.note_wish_to_leave: lambda s: {"seat": s.held, "wants_to_leave": True},
    projects.propose: lambda s: {"organisation": s.her.organisation, "person": s.her, "words": "A", "words_language": "EN"},
    projects.answer_proposal: lambda s: {"proposal": s.request, "by": s.staff, "accepted": False, **_reasons()},
    offers.invite: lambda s: {"opportunity": make_opportunity(stage=s.stage, state="OPEN"), "people": [s.her], "by": s.staff},
    choosing.ask_chosen: lambda s: (
        {"opportunity": make_opportunity(stage=s.stage, state="OPEN"), "people": [s.her], "left_out": {}, "by": s.staff}
    ),
    replies.reply: lambda s: {"invitation": s.invitation, "answer": "YES", "channel": ""},
    reminders.remind: lambda s: {"invitation": _coming(s)},
    panels.confirm: lambda s: {"drawn": _drawn(s), "channel": "PHONE", "by": s.staff},
    panels.decline: lambda s: {"drawn": _drawn(s), "channel": "PHONE", "by": s.staff},
    meetings.thank: lambda s: {"attendance": make_attendance(meeting=s.meeting, person=s.her)},
    meetings.record_attendance: lambda s: {"meeting": s.meeting, "person": s.her, "standing": "CARER", **_came()},
    meetings.record_everyone: lambda s: (
        {"meeting": s.meeting, "present": [{"person": s.her, "standing": "CARER", **_came()}]} | {"absent": []}
    ),
    contributions.contribute: lambda s: {"stage": s.stage, "person": s.her, "words": "A", "words_language": "EN", **_how()},
    contributions.check_words: lambda s: {"contribution": s.said, "public_words": "A", "by": s.staff},
    contributions.withdraw_words: lambda s: {"contribution": s.said},
    decisions.respond: lambda s: {"contribution": s.said, "state": ResponseState.CANNOT, "by": s.staff},
    evaluation.evaluate: lambda s: {"project": s.project, "person": s.her, **_rated()},
}
# Of these nothing comes, and nobody waits to hear why.
SAYS_NOTHING = {
    *("erase", "settle_merge", "forget_equality", "end_asking", "withdraw_words"),
    *(
        "queue_message",
        "note_not_sent",
        "ask_code_of",
        "send_code",
        "send_link",
        "ask_together",
        "remind",
        "thank",
        "list_and_tell",
        "remove_silent",
    ),
}
# What may still be done, and why.
STAYS = {
    "register_and_welcome": "whoever registers is there",
    "ask_who_came": "it asks whoever has registered in the same breath",
    **dict.fromkeys(
        ["take_in_hand", "close_flag", "give_flag", "tell_owner"], "an open worry is seen to, also of somebody who was removed"
    ),
    **dict.fromkeys(["record_looks", "record_reveals"], "what staff saw is on record, whomever it was about"),
    **dict.fromkeys(["deliver", "send_again", "settle", "note_call", "answer_when_rung"], "messages to her went with her"),
    **dict.fromkeys(["find_out", "note_delivery", "note_return", "note_held_back"], "messages to her went with her"),
    **dict.fromkeys(["sort_into_themes", "add_to_theme"], "how often a theme was spoken of is counted, without her words"),
    **dict.fromkeys(["settle_received", "leave_to_staff", "claim_text"], "what she texted went with her"),
    "remove_attendance": "what was written down by mistake can be taken back",
    "vacate_seat": "she holds none",
    "replace": "her place goes to the next",
    "start_project": "a request that was accepted is worked on without her",
    "change_leaving": "she holds no seat",
}


def _time(scene: Scene) -> dict[str, Any]:
    return {"person": scene.her, "organisation": scene.her.organisation, "on": AT.date(), "source": scene.opportunity}


def _letter(scene: Scene) -> dict[str, Any]:
    return {"person": scene.her, "organisation": scene.her.organisation}


def _term() -> dict[str, Any]:
    return {"starts_on": AT.date(), "ends_on": None, "minutes_a_year": 60}


def _reasons() -> dict[str, str]:
    return {"reason_cy": "Na", "reason_en": "No"}


def _came() -> dict[str, Any]:
    return {"form": "IN_PERSON", "minutes": 60}


def _how() -> dict[str, str]:
    return {"given_by": "PHONE", "audience": "TEAM"}


def _rated() -> dict[str, str]:
    return {
        "listened_to": "YES",
        "able_to_take_part": "YES",
        "told_what_came": "YES",
        "level_felt": "CONSULTATION",
        "given_by": "PHONE",
    }


def everything_stored() -> dict[str, list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        stored = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names of our own tables
            stored[table] = sorted(map(repr, cursor.fetchall()))
    return stored


def is_about_a_person(function: Callable[..., Any]) -> bool:
    """Tell whether a function takes somebody, several people, or a row that hangs on one."""
    hints = get_type_hints(function)
    hints.pop("return", None)
    taken = [one for hint in hints.values() for one in (hint, *get_args(hint))]
    hanging = [model for model in apps.get_models() if any(field.related_model is Person for field in model._meta.fields)]
    return any(one in taken for one in (Person, *hanging))


def test_every_action_about_a_person_is_among_those_that_refuse_or_says_why_not():
    about_a_person = {function.__name__ for function in functions_of_actions() if is_about_a_person(function)}

    public = {name for name in about_a_person if not name.startswith("_")}

    assert public == {call.__name__ for call in CALLS} | STAYS.keys()


@pytest.mark.parametrize("action", CALLS, ids=lambda action: action.__name__)
def test_an_action_writes_nothing_about_somebody_who_was_removed(action, mailoutbox):
    scene = Scene()
    given = CALLS[action](scene)
    erasing.erase(person=Person.objects.get(pk=scene.her.pk), by=None, at=AT)
    before = everything_stored()
    takes = get_type_hints(action)

    try:
        action(**{name: value for name, value in ABOUT.items() if name in takes} | given)
    except ValidationError:
        was_refused = True
    else:
        was_refused = False

    assert (everything_stored(), mailoutbox) == (before, [])
    assert was_refused or action.__name__ in SAYS_NOTHING
