"""A piece of co-production: how it is asked for, what it is about, and its stages from the idea to the evaluation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import Channel, DecisionRight, Language, Level
from cyfran.domain.base.fields import LongText, PublicIdField, ShortText, SmallNumber, bilingual, says_something
from cyfran.domain.base.models import Owned
from cyfran.domain.organisations.choices import ON_PROJECT
from cyfran.domain.organisations.models import Area, Organisation, RoleHeld
from cyfran.domain.people.models import Person
from cyfran.domain.projects.choices import ProposalState, StageKind, StageState


class Project(models.Model):
    """One question worked on with carers, open about what can change and what cannot."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projects")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="projects", null=True, blank=True)
    owner = models.ForeignKey("base.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"))
    title_cy = ShortText(_("title in Welsh"), max_length=160)
    title_en = ShortText(_("title in English"), max_length=160)
    question_cy = LongText(_("question in Welsh"), max_length=1000)
    question_en = LongText(_("question in English"), max_length=1000)
    open_cy = LongText(_("what is open to change, in Welsh"), max_length=2000)
    open_en = LongText(_("what is open to change, in English"), max_length=2000)
    fixed_cy = LongText(_("what is not open and why, in Welsh"), max_length=2000)
    fixed_en = LongText(_("what is not open and why, in English"), max_length=2000)
    claimed_level = models.CharField(_("the level we claim"), max_length=15, choices=Level, blank=True)
    started_on = models.DateField(_("started on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(default=False)
    title = bilingual("title")
    question = bilingual("question")
    open = bilingual("open")
    fixed = bilingual("fixed")

    class Meta:
        ordering = ["-started_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_project_closes_after_it_starts",
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("started_on")),
                violation_error_message=_("A project cannot close before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stage(models.Model):
    """One stage of a project: what carers may do in it, written down before it starts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(_("stage"), max_length=10, choices=StageKind)
    position = models.PositiveSmallIntegerField(editable=False)
    state = models.CharField(_("state"), max_length=7, choices=StageState, default=StageState.PLANNED)
    carer_right = models.CharField(
        _("what carers may do about the decision"), max_length=15, choices=DecisionRight, default=DecisionRight.NOT_STATED
    )
    frozen_right = models.CharField(max_length=15, choices=DecisionRight, blank=True, editable=False)
    options_open = models.BooleanField(_("options are still open in this stage"), default=False)
    will_ask = models.BooleanField(_("carers will be asked in this stage"), default=False)
    will_assist = models.BooleanField(_("assistance will be offered in this stage"), default=False)
    planned_carers = SmallNumber(_("carers who will take part"), default=0)
    planned_members = SmallNumber(_("of them, as members"), default=0)
    happened_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["project", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"],
                name="each_stage_once",
                violation_error_message=_("This project already has this stage."),
            ),
            models.CheckConstraint(
                name="a_stages_right_stays_once_a_vote_has_opened",
                condition=models.Q(frozen_right="") | models.Q(frozen_right=models.F("carer_right")),
                violation_error_message=_("Voting has opened: the decision right can no longer be changed."),
            ),
            models.CheckConstraint(
                name="a_stage_that_is_done_has_its_date",
                condition=~models.Q(state=StageState.DONE) | models.Q(happened_on__isnull=False),
                violation_error_message=_("Say when this stage was done."),
            ),
            models.CheckConstraint(
                name="every_project_begins_with_an_idea",
                condition=~models.Q(kind=StageKind.IDEA, state=StageState.SKIPPED),
                violation_error_message=_("Every project begins with somebody's idea: this stage cannot be left out."),
            ),
            models.CheckConstraint(
                name="planned_members_are_carers",
                condition=models.Q(planned_members__lte=models.F("planned_carers")),
                violation_error_message=_("There cannot be more members than carers who take part."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Proposal(Owned):
    """A request that something be worked on with carers. The clock starts when it arrives; `due_on` is the answer's date."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="proposals", null=True, blank=True)
    words = LongText(_("what should be worked on"), max_length=3000)
    words_language = models.CharField(max_length=2, choices=Language)
    given_by = models.CharField(max_length=10, choices=Channel, blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    reason_cy = LongText(_("reason in Welsh"), max_length=2000, blank=True)
    reason_en = LongText(_("reason in English"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    project = models.OneToOneField(Project, on_delete=models.SET_NULL, related_name="proposal", null=True, blank=True)
    is_example = models.BooleanField(default=False)
    reason = bilingual("reason")

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_proposals_answer_carries_its_reasons",
                condition=models.Q(state=ProposalState.WAITING) | says_something("reason_cy", "reason_en"),
                violation_error_message=_("Say why, in Welsh and in English, whether the answer is yes or no."),
            ),
            models.CheckConstraint(
                name="an_answered_proposal_has_its_time",
                condition=models.Q(state=ProposalState.WAITING, answered_at__isnull=True)
                | (~models.Q(state=ProposalState.WAITING) & models.Q(answered_at__isnull=False)),
                violation_error_message=_("Say when the answer was given."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ProjectRole(RoleHeld):
    """A role in one project. Somebody from outside has it for a time only."""

    place = "project"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="roles")
    is_external = models.BooleanField(_("comes from outside the organisation"), default=False)

    class Meta(RoleHeld.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["user", "project"],
                name="one_role_each_in_a_project",
                violation_error_message=_("This person already has a role in this project. End it first."),
            ),
            models.CheckConstraint(
                name="a_project_role_is_of_one_project",
                condition=models.Q(role__in=ON_PROJECT),
                violation_error_message=_("This role is not one for a project."),
            ),
            models.CheckConstraint(
                name="who_comes_from_outside_has_a_last_day",
                condition=models.Q(is_external=False) | models.Q(ends_on__isnull=False),
                violation_error_message=_("Say until when this person from outside works on the project."),
            ),
            models.CheckConstraint(
                name="a_project_role_ends_after_it_begins",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("joined_on")),
                violation_error_message=_("The last day of a role cannot be before its first."),
            ),
        ]
