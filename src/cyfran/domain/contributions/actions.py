"""Taking down what people say, making it safe to show, taking it back, and sorting it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.actions import Actor, give_telephone, record_event
from cyfran.domain.base.fields import set_fields
from cyfran.domain.base.models import ANSWER_DAYS, User
from cyfran.domain.base.queries import lock
from cyfran.domain.contributions.models import Contribution, Theme
from cyfran.domain.contributions.queries import TURNED_TO, acts_taken_on, open_worries_of, work_of
from cyfran.domain.contributions.rules import can_take_on
from cyfran.domain.meetings.models import Meeting
from cyfran.domain.organisations.actions.roles import appoint_and_tell, end_role
from cyfran.domain.organisations.models import Membership, Organisation, RoleHeld
from cyfran.domain.organisations.queries import in_force
from cyfran.domain.people.actions.flags import give_flag
from cyfran.domain.people.models import Person
from cyfran.domain.people.rules import refuse_gone, refuse_to_mix
from cyfran.domain.projects.models import Project, Stage
from cyfran.domain.projects.queries import roles_in


@transaction.atomic
def contribute(
    *,
    stage: Stage,
    person: Person,
    words: str,
    words_language: str,
    given_by: str,
    audience: str,
    by: Actor | None,
    at: datetime,
    meeting: Meeting | None = None,
    entered_by: User | None = None,
) -> Contribution:
    """Take down what a person said. From this minute somebody owes her an answer."""
    _refuse_to_hear(person, stage, meeting, at)
    contribution = Contribution(
        stage=stage,
        person=person,
        meeting=meeting,
        words=words,
        words_language=words_language,
        given_by=given_by,
        given_at=at,
        entered_by=entered_by,
        audience=audience,
        owner=stage.project.owner,
        due_on=localdate(at) + timedelta(days=ANSWER_DAYS),
    )
    contribution.full_clean()
    contribution.save()
    record_event("contribution.given", subject=contribution, by=by, at=at, given_by=given_by, audience=audience)
    return contribution


def _refuse_to_hear(person: Person, stage: Stage, meeting: Meeting | None, at: datetime) -> None:
    refuse_gone(person)
    project = stage.project
    if project.closed_on and localdate(at) > project.closed_on:
        raise ValidationError(_("This project is closed, so nothing more can be said in it."), code="project_closed")
    refuse_to_mix(person, with_example=project.is_example)
    if meeting and meeting.stage_id != stage.pk:
        raise ValidationError(_("That meeting was in another stage than this one."), code="another_stage")


@transaction.atomic
def check_words(*, contribution: Contribution, public_words: str, by: User, at: datetime) -> Contribution:
    """Set down the words as anyone may read them, without anything that tells who said them. None means: show nothing."""
    lock(contribution)
    if contribution.withdrawn_at:
        raise ValidationError(_("The person has taken these words back."), code="withdrawn")
    contribution.public_words = public_words
    contribution.checked_by = by
    contribution.checked_at = at
    contribution.full_clean()
    contribution.save()
    record_event("contribution.checked", subject=contribution, by=by, at=at, shown=bool(public_words))
    return contribution


@transaction.atomic
def withdraw_words(*, contribution: Contribution, by: Actor | None, at: datetime) -> Contribution:
    """Take words back: from now on they are shown nowhere. That something was said, and the answer owed, stay."""
    lock(contribution)
    if contribution.withdrawn_at:
        return contribution
    contribution.withdrawn_at = at
    contribution.public_words = ""
    contribution.full_clean()
    contribution.save()
    record_event("contribution.withdrawn", subject=contribution, by=by, at=at)
    return contribution


@transaction.atomic
def add_theme(*, project: Project, name_cy: str, name_en: str, by: Actor | None, at: datetime) -> Theme:
    """Name what several people said about the same thing."""
    theme = Theme(project=project, name_cy=name_cy, name_en=name_en)
    theme.full_clean()
    theme.save()
    record_event("theme.added", subject=theme, by=by, at=at)
    return theme


@transaction.atomic
def sort_into_themes(*, contribution: Contribution, themes: Collection[Theme], by: Actor | None, at: datetime) -> Contribution:
    """Say which themes something belongs to; these replace the ones it had."""
    if any(theme.project_id != contribution.stage.project_id for theme in themes):
        raise ValidationError(_("A theme belongs to one project, and this was said in another."), code="another_project")
    contribution.themes.set(themes)
    record_event("contribution.sorted", subject=contribution, by=by, at=at, themes=sorted(theme.public_id for theme in themes))
    return contribution


@transaction.atomic
def add_to_theme(*, theme: Theme, contributions: Collection[Contribution], by: Actor | None, at: datetime) -> list[Contribution]:
    """Sort several things said into one more theme at once; the themes they already have stay."""
    return [
        sort_into_themes(contribution=contribution, themes={*contribution.themes.all(), theme}, by=by, at=at)
        for contribution in contributions
    ]


@transaction.atomic
def hand_over(
    *, leaver: User, successor: User, organisation: Organisation, by: Actor | None, at: datetime, telephone: str = ""
) -> int:
    """Give everything somebody has to do in an organisation to somebody else, and return how many things that were.

    Her roles too, as far as her successor has none in the same place, but not that of a carer representative; then they end.
    Whom carers are told to ring has a telephone number: `telephone` is that of a successor who has none on record.
    """
    lock(organisation)
    worries = list(open_worries_of(leaver, organisation))
    places = [name for name in TURNED_TO if getattr(organisation, f"{name}_id") == leaver.pk]
    _refuse_as_successor(successor, leaver, organisation)
    _refuse_beyond_her(successor, leaver, organisation)
    roles = [held for held in roles_in(Organisation.objects.filter(pk=organisation.pk)) if held.user_id == leaver.pk]
    for held in roles:
        _hand_over_role(held, successor, by=by, at=at)
    for worry in worries:
        give_flag(flag=worry, owner=successor, by=by, at=at)
    moved = sum(things.update(owner=successor) for things in work_of(leaver, organisation)) + len(worries) + len(places)
    if not (roles or moved):
        sentence = _("%(name)s has nothing to hand over in %(organisation)s.")
        raise ValidationError(sentence % {"name": leaver, "organisation": organisation}, code="nothing_to_hand_over")
    if places:
        _reach_by_telephone(successor, telephone, by=by, at=at)
        set_fields(organisation, dict.fromkeys(places, successor), allowed=TURNED_TO)
        organisation.save(update_fields=places)
    facts = {"user": leaver.public_id, "to": successor.public_id, "things": moved}
    record_event("work.handed_over", subject=organisation, by=by, at=at, **facts)
    return moved


def _refuse_as_successor(successor: User, leaver: User, organisation: Organisation) -> None:
    if leaver == successor:
        raise ValidationError(_("Choose somebody else to hand over to."), code="same_person")
    if not in_force(Membership.objects.filter(organisation=organisation), successor).exists():
        sentence = _("%(name)s has no role in %(organisation)s. Choose somebody who has, or give them one first.")
        raise ValidationError(sentence % {"name": successor, "organisation": organisation}, code="works_elsewhere")


def _refuse_beyond_her(successor: User, leaver: User, organisation: Organisation) -> None:
    if not can_take_on(successor, acts_taken_on(leaver, organisation), organisation):
        sentence = _(
            "%(name)s may not see to everything that would be theirs in %(organisation)s: projects, requests, answers, worries "
            "about people, or carers who turn to them. Choose somebody who may, or give them a role that lets them first."
        )
        raise ValidationError(sentence % {"name": successor, "organisation": organisation}, code="beyond_their_role")


def _reach_by_telephone(user: User, telephone: str, *, by: Actor | None, at: datetime) -> None:
    """See that somebody can be rung. A number she has already is hers: others may ring her there too, elsewhere."""
    if user.telephone:
        return
    if not telephone:
        sentence = _("Carers are told to ring whoever leaves. Write the telephone number of %(name)s, so that they can ring on.")
        raise ValidationError({"telephone": ValidationError(sentence % {"name": user}, code="no_telephone")})
    give_telephone(user=user, telephone=telephone, by=by, at=at)


def _hand_over_role(held: RoleHeld, successor: User, *, by: Actor | None, at: datetime) -> None:
    place = {held.place: held.of}
    taken = type(held)._default_manager.filter(**place)
    goes_on = held.can_be_passed_on and not held.is_over(localdate(at))
    if goes_on and not in_force(taken, successor).exists():
        appoint_and_tell(held=type(held)(user=successor, role=held.role, ends_on=held.ends_on, **place), by=by, at=at)
    end_role(held=held, by=by, at=at)
