"""What was decided, by whom and why; and what each person was told came of her words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.choices import DecisionRight
from cyfran.domain.base.fields import LongText, PublicIdField, ShortText, bilingual, says_something
from cyfran.domain.contributions.models import Contribution, Theme
from cyfran.domain.decisions.choices import STILL_OPEN, Outcome, ResponseState
from cyfran.domain.projects.models import Stage


class Decision(models.Model):
    """One question decided: what carers had a right to, how it went, the reasons, and who disagreed."""

    public_id = PublicIdField()
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="decisions")
    question_cy = LongText(_("question in Welsh"), max_length=1000)
    question_en = LongText(_("question in English"), max_length=1000)
    decided_by_cy = ShortText(_("who decides, in Welsh"), max_length=160)
    decided_by_en = ShortText(_("who decides, in English"), max_length=160)
    carer_right = models.CharField(_("carers' right"), max_length=15, choices=DecisionRight)
    vote_opened_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    reason_cy = LongText(_("reasons in Welsh"), max_length=3000, blank=True)
    reason_en = LongText(_("reasons in English"), max_length=3000, blank=True)
    dissent_cy = LongText(_("who disagreed and why, in Welsh"), max_length=3000, blank=True)
    dissent_en = LongText(_("who disagreed and why, in English"), max_length=3000, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, related_name="decisions", blank=True, verbose_name=_("themes it rests on"))
    question = bilingual("question")
    decided_by = bilingual("decided_by")
    reason = bilingual("reason")
    dissent = bilingual("dissent")

    class Meta:
        ordering = ["-vote_opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="no_reason_no_no",
                # Whatever is not plainly a yes or still open needs its reasons, so that no unknown code slips by.
                condition=models.Q(outcome__in=["", Outcome.FOR]) | says_something("reason_cy", "reason_en"),
                violation_error_message=_("A decision against carries its reasons, in Welsh and in English."),
            ),
            models.CheckConstraint(
                name="dissent_is_whole_in_both_languages",
                condition=models.Q(dissent_cy="", dissent_en="") | says_something("dissent_cy", "dissent_en"),
                violation_error_message=_("Write who disagreed and why in Welsh and in English."),
            ),
            models.CheckConstraint(
                name="an_outcome_has_its_date",
                condition=models.Q(outcome="", decided_on__isnull=True)
                | (~models.Q(outcome="") & models.Q(decided_on__isnull=False)),
                violation_error_message=_("Say when it was decided."),
            ),
            models.CheckConstraint(
                name="a_right_is_stated_before_a_vote",
                condition=~models.Q(carer_right=DecisionRight.NOT_STATED),
                violation_error_message=_("Write down what carers may do about this decision before voting opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Response(models.Model):
    """An answer to something a person said. The latest one stands; earlier ones stay readable."""

    public_id = PublicIdField()
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="responses")
    decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, related_name="responses", null=True, blank=True, verbose_name=_("decision")
    )
    state = models.CharField(_("answer"), max_length=10, choices=ResponseState)
    reason_cy = LongText(_("what came of it and why, in Welsh"), max_length=2000, blank=True)
    reason_en = LongText(_("what came of it and why, in English"), max_length=2000, blank=True)
    due_on = models.DateField(_("we will tell you more by"), null=True, blank=True)
    answered_by = models.ForeignKey("base.User", on_delete=models.SET_NULL, related_name="+", null=True)
    answered_at = models.DateTimeField()
    reason = bilingual("reason")

    class Meta:
        ordering = ["-answered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_no_carries_its_reason",
                condition=models.Q(state__in=[ResponseState.DONE, *STILL_OPEN]) | says_something("reason_cy", "reason_en"),
                violation_error_message=_("Say why this will not happen, in Welsh and in English."),
            ),
            models.CheckConstraint(
                name="an_answer_is_whole_in_both_languages",
                condition=models.Q(reason_cy="", reason_en="") | (~models.Q(reason_cy="") & ~models.Q(reason_en="")),
                violation_error_message=_("Write the answer in Welsh and in English."),
            ),
            models.CheckConstraint(
                name="what_is_still_open_has_a_next_date",
                condition=~models.Q(state__in=STILL_OPEN) | models.Q(due_on__isnull=False),
                violation_error_message=_("Say by when you will tell them more."),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
