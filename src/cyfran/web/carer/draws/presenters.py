"""A person's own part in a draw, in plain words: what came of it, how likely it was, and what decided that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyfran.domain.opportunities.choices import Confirmation, Feature, Outcome, WhyNot
from cyfran.domain.opportunities.models import DrawnPerson
from cyfran.domain.opportunities.queries import DrawFigures, public_figures
from cyfran.engine.selection.explain import Explanation, Reason, WhatIf
from cyfran.web.ui.draws import ValueNames, chance_in_words
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import duration, moment

_WHY_NOT = {
    WhyNot.NOT_PERMITTED: gettext_lazy("You were not in the pool, because you do not permit us to ask you to take part."),
    WhyNot.ALREADY_ASKED: gettext_lazy("You were not in the pool, because you had been asked to this already."),
    WhyNot.OVER_LIMIT: gettext_lazy(
        "You were not in the pool, because it would have gone past the hours that may be asked of you. Only you can change that."
    ),
    WhyNot.RESTING: gettext_lazy("You were not in the pool, because you were taking a rest from being asked."),
    WhyNot.LEAVES: gettext_lazy("You were not in the pool, because your own seat in this group is one of those renewed."),
    WhyNot.NO_PANEL: gettext_lazy("You were in the pool, but no group that meets the targets had room for you."),
}
_OUTCOMES = {
    Outcome.IN_POOL: gettext_lazy("You are in the pool. The number that settles the group will be known from %(when)s."),
    Outcome.CHOSEN: gettext_lazy(
        "You were chosen by lot: the number fell on group %(number)s of the lottery, and you are in it."
    ),
    Outcome.RESERVE: gettext_lazy(
        "You are not in the group that the number settled. You are a reserve: if somebody cannot come, we may ask you."
    ),
    Outcome.NOT_CHOSEN: gettext_lazy("You were in the pool, but you are not in the group that the number settled."),
    Outcome.SEATED: gettext_lazy("You have a seat in this group and keep it. Only the free seats are drawn by lot."),
}
_REASONS = {
    "most_reached": gettext_lazy("At most %(most)s of the group may be “%(value)s”, as you are, and the pool has more of you."),
    "others_needed": gettext_lazy("At least %(least)s of the group must be “%(value)s”, which you are not."),
    "one_of_household": gettext_lazy("At most one person of your household can be chosen."),
    "household_has_a_seat": gettext_lazy("Somebody of your household has a seat already."),
    "no_panel": gettext_lazy("No group that meets the targets has room for you."),
}
_WHAT_IF = {
    "max": gettext_lazy("With one more place for “%(value)s”, your chance would be %(chance)s."),
    "min": gettext_lazy("With one place fewer kept for “%(value)s”, your chance would be %(chance)s."),
}
_MENDED_BY = {
    WhyNot.NOT_PERMITTED: "carer:my:permissions",
    WhyNot.OVER_LIMIT: "carer:my:load",
    WhyNot.RESTING: "carer:my:load",
}


def question_of(one: DrawnPerson) -> str:
    """Return what she will want to ask about this draw."""
    if one.outcome == Outcome.CHOSEN:
        return _("How was I chosen?")
    if one.outcome == Outcome.SEATED:
        return _("How are the others chosen?")
    return _("What is my chance?") if one.outcome == Outcome.IN_POOL else _("Why not me?")


@dataclass(frozen=True)
class MyDraw:
    """Her part in one draw. `figures` are what anyone may know of the chances of all; None where they were too few."""

    question: str
    outcome: Text
    mended_by: str
    chance: str
    reasons: Sequence[Text]
    what_if: Sequence[Text]
    counted: Sequence[Row]
    figures: DrawFigures | None
    public_id: str
    is_public: bool

    @classmethod
    def of(cls, one: DrawnPerson, explained: Explanation | None) -> Self:
        draw, names = one.draw, ValueNames()
        chance = chance_in_words(one.chance)
        return cls(
            question=question_of(one),
            outcome=_outcome(one),
            mended_by=_MENDED_BY.get(WhyNot(one.reason), "") if one.reason else "",
            chance=chance if explained else "",
            reasons=_reasons(one, explained, names),
            what_if=_what_if(explained, names),
            counted=_counted(one, names),
            figures=public_figures(draw),
            public_id=one.public_id,
            is_public=bool(draw.opportunity.stage.project.published_at),
        )

    @property
    def least(self) -> str:
        return chance_in_words(self.figures.least) if self.figures else ""

    @property
    def greatest(self) -> str:
        return chance_in_words(self.figures.greatest) if self.figures else ""


def _outcome(one: DrawnPerson) -> Text:
    draw = one.draw
    if one.outcome == Outcome.CHOSEN and one.reason:
        return _("You were chosen by lot, but by then we could no longer ask you, so the next was asked.")
    if one.confirmation == Confirmation.DECLINED:
        return _("You were chosen, and told us that you cannot come.")
    if hasattr(one, "stands_in_for"):
        return _("Somebody who was drawn cannot come, and you are the next who keeps the targets. So you were chosen instead.")
    if one.outcome == Outcome.CANNOT:
        return _WHY_NOT[WhyNot(one.reason)]
    return _OUTCOMES[Outcome(one.outcome)] % {"when": moment(draw.beacon_at), "number": draw.number}


def _reasons(one: DrawnPerson, explained: Explanation | None, names: ValueNames) -> list[Text]:
    if explained is None:
        return []
    ends = {(target.feature, target.value): (target.least, target.most) for target in one.draw.targets.all()}
    found = [_reason(reason, ends, names) for reason in explained.reasons]
    if one.draw.counts_load:
        facts = {"time": duration(one.minutes_asked)}
        asked = _("You were asked for %(time)s in the 12 months before. Those who were asked for less have the larger chance.")
        found.append(asked % facts)
    return found or [_("Only how many of you there are: nothing that you told us holds your chance down.")]


def _reason(reason: Reason, ends: dict[tuple[str, str], tuple[int, int]], names: ValueNames) -> Text:
    if not reason.feature:
        return _REASONS[reason.code]
    least, most = ends.get((reason.feature, reason.value), (0, 0))
    return _REASONS[reason.code] % {"value": names.in_full(reason.feature, reason.value), "least": least, "most": most}


def _what_if(explained: Explanation | None, names: ValueNames) -> list[Text]:
    """Return what would have raised her chance most, if anything would."""
    changes = [change for change in explained.what_if if _helps(change, explained)] if explained else []
    return [_in_words(change, names) for change in changes[:1]]


def _helps(change: WhatIf, explained: Explanation) -> bool:
    return change.chance > explained.chance and chance_in_words(change.chance) != chance_in_words(explained.chance)


def _in_words(change: WhatIf, names: ValueNames) -> Text:
    facts = {"value": names.in_full(change.feature, change.value), "chance": chance_in_words(change.chance)}
    return _WHAT_IF[change.bound] % facts


def _counted(one: DrawnPerson, names: ValueNames) -> list[Row]:
    """Return what the draw looked at: what she told us, where there are targets for it, and what its rules need."""
    draw = one.draw
    wanted = {target.feature for target in draw.targets.all()}
    said = [
        Row(feature.label, ", ".join(str(names.of(feature, value)) for value in one.values[feature]))
        for feature in Feature
        if feature in wanted
    ]
    if draw.counts_load:
        said.append(Row(_("Asked of you in the 12 months before"), duration(one.minutes_asked)))
    if draw.one_of_household:
        said.append(Row(_("Postal address"), _("Only whether others in the pool share it")))
    return said
