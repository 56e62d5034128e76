"""A person's own part in a draw, in plain words: what came of it, how likely it was, and what decided that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyfran.domain.groups.models import Seat
from cyfran.domain.opportunities.bridge.lotteries import load_tells_apart
from cyfran.domain.opportunities.choices import Confirmation, Feature, Outcome, WhyNot
from cyfran.domain.opportunities.models import DrawnPerson
from cyfran.domain.opportunities.queries import DrawFigures, public_figures
from cyfran.engine.selection.results import Explanation, Reason, WhatIf
from cyfran.web.ui.draws import ValueNames, chance_in_words, who_is_left_out
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import duration, moment

Ends = dict[tuple[str, str], tuple[int, int]]

_NOTICED = 0.005
_WHY_NOT = {
    WhyNot.NOT_PERMITTED: gettext_lazy("You were not in this draw, because you had not said that we may ask you to take part."),
    WhyNot.ALREADY_ASKED: gettext_lazy("You were not in this draw, because we had asked you to come before it began."),
    WhyNot.OVER_LIMIT: gettext_lazy(
        "You were not in this draw, because it would have gone past the hours that we may ask of you. Only you can change that."
    ),
    WhyNot.RESTING: gettext_lazy("You were not in this draw, because you were taking a rest from being asked."),
    WhyNot.OFF: gettext_lazy("You were not in this draw, because you had said that you wish not to be asked."),
    WhyNot.ASKED_ENOUGH: gettext_lazy("You were not in this draw, because you had been asked as often in 30 days as you wish."),
    WhyNot.LEAVES: gettext_lazy("You were not in this draw, because your own seat in this group passes to somebody new."),
    WhyNot.AT_SCHOOL: gettext_lazy("You were not in this draw, because it is in school hours."),
    WhyNot.NO_PANEL: gettext_lazy("You were in the pool, but no group with the mix that was asked for had room for you."),
}
_WHY_NO_LONGER = {
    WhyNot.NOT_PERMITTED: gettext_lazy("You were chosen by lot. But by then you had said that we may not ask you."),
    WhyNot.OVER_LIMIT: gettext_lazy("You were chosen by lot. But by then it went past the hours that we may ask of you."),
    WhyNot.RESTING: gettext_lazy("You were chosen by lot. But by then you were taking a rest from being asked."),
    WhyNot.OFF: gettext_lazy("You were chosen by lot. But by then you had said that you wish not to be asked."),
    WhyNot.ASKED_ENOUGH: gettext_lazy("You were chosen by lot. But by then you had been asked as often in 30 days as you wish."),
    WhyNot.AT_SCHOOL: gettext_lazy("You were chosen by lot. But it is in school hours."),
    WhyNot.LEAVES: gettext_lazy("You were chosen by lot. But by then you had been given a seat in this group."),
}
_WHY_SHE_LEAVES = {
    "term_ends": gettext_lazy("Of all who have a seat, your term ends first."),
    "longest_serving": gettext_lazy("Of all who have a seat, you have had yours for the longest time."),
    "willing": gettext_lazy("You said that you would like to leave."),
    "by_lot": gettext_lazy("It could have been several of you, so that was settled by lot as well."),
}
_OUTCOMES = {
    Outcome.IN_POOL: gettext_lazy(
        "You are in the pool: the people from whom the group is drawn. The number that decides will be known from %(when)s."
    ),
    Outcome.CHOSEN: gettext_lazy(
        "You were chosen by lot. A number that nobody could know picked group %(number)s from a long list, and you are in it."
    ),
    Outcome.RESERVE: gettext_lazy(
        "You are not in the group that was drawn. But you are a reserve: if somebody cannot come, we may ask you."
    ),
    Outcome.NOT_CHOSEN: gettext_lazy(
        "You were in the pool, but the number picked a group without you. That was chance, and says nothing about you."
    ),
    Outcome.SEATED: gettext_lazy("You have a seat in this group and keep it. Only the free seats are drawn by lot."),
}
_IN_SHORT = {
    Outcome.IN_POOL: gettext_lazy("You are in the pool"),
    Outcome.CHOSEN: gettext_lazy("You were chosen"),
    Outcome.RESERVE: gettext_lazy("You are a reserve"),
    Outcome.NOT_CHOSEN: gettext_lazy("Not this time"),
    Outcome.CANNOT: gettext_lazy("You were not in this draw"),
    Outcome.SEATED: gettext_lazy("You keep your seat"),
}
_REASONS = {
    "most_reached": gettext_lazy(
        "At most %(most)s in the group can be “%(value)s”, as you are. There are more of you than that."
    ),
    "others_needed": gettext_lazy("At least %(least)s in the group must be “%(value)s”. Those places are kept for others."),
    "household_has_a_seat": gettext_lazy("Somebody of your household has a seat already."),
}
_WHAT_IF = {
    "max": gettext_lazy("With one more place for “%(value)s”, your chance would be %(chance)s."),
    "min": gettext_lazy("With one place fewer kept for “%(value)s”, your chance would be %(chance)s."),
}
_HER_WORDS = {
    Feature.SINCE: gettext_lazy("How long you have looked after somebody"),
    Feature.RELATION: gettext_lazy("Whom you look after"),
}
_MENDED_BY = {
    WhyNot.NOT_PERMITTED: "carer:my:permissions",
    WhyNot.OVER_LIMIT: "carer:my:load",
    **dict.fromkeys([WhyNot.RESTING, WhyNot.OFF, WhyNot.ASKED_ENOUGH], "carer:my:load"),
}


def question_of(one: DrawnPerson) -> str:
    """Return what she will want to ask about this draw."""
    if one.outcome == Outcome.CHOSEN:
        return _("How was I chosen?")
    if one.outcome == Outcome.SEATED:
        return _("How are the others chosen?")
    return _("What is my chance?") if one.outcome == Outcome.IN_POOL else _("Why not me?")


def in_short(one: DrawnPerson) -> Text:
    """Return what came of the draw for her, in a few words."""
    return _IN_SHORT[Outcome.NOT_CHOSEN if one.reason == WhyNot.NO_PANEL else Outcome(one.outcome)]


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
        return cls(
            question=question_of(one),
            outcome=_outcome(one),
            mended_by=_MENDED_BY.get(WhyNot(one.reason), "") if one.reason else "",
            chance=chance_in_words(one.chance) if one.chance else "",
            reasons=_reasons(one, explained, names),
            what_if=_what_if(explained, names),
            counted=_counted(one, names) if one.was_in_pool or one.outcome == Outcome.SEATED else [],
            figures=public_figures(draw),
            public_id=one.public_id,
            is_public=bool(draw.opportunity.stage.project.published_at),
        )

    @property
    def all_alike(self) -> bool:
        """Tell whether, in words, everybody had the same chance."""
        return self.least == self.greatest

    @property
    def left_out(self) -> str:
        return who_is_left_out(self.figures) if self.figures else ""

    @property
    def least(self) -> str:
        return chance_in_words(self.figures.least) if self.figures else ""

    @property
    def greatest(self) -> str:
        return chance_in_words(self.figures.greatest) if self.figures else ""


def _outcome(one: DrawnPerson) -> Text:
    draw = one.draw
    if one.outcome == Outcome.CHOSEN and one.reason:
        return _WHY_NO_LONGER[WhyNot(one.reason)]
    if one.confirmation == Confirmation.DECLINED:
        return _("You were chosen, and told us that you cannot come. Thank you for letting us know.")
    if hasattr(one, "stands_in_for"):
        return _("Somebody who was drawn cannot come. You are the next who keeps the mix as it should be, so you were chosen.")
    if one.outcome == Outcome.CANNOT:
        return _WHY_NOT[WhyNot(one.reason)]
    return _OUTCOMES[Outcome(one.outcome)] % {"when": moment(draw.beacon_at), "number": draw.number}


def _reasons(one: DrawnPerson, explained: Explanation | None, names: ValueNames) -> list[Text]:
    if explained is None:
        return _why_she_leaves(one)
    ends = {(target.feature, target.value): (target.least, target.most) for target in one.draw.targets.all()}
    found = [_reason(reason, ends, names) for reason in explained.reasons if _can_be_told(reason, ends)]
    told = {(reason.feature, reason.value) for reason in explained.reasons}
    found += [_kept_for_her(*key, ends[key][0], names) for key in ends if key not in told and _helps_her(one, *key, ends[key][0])]
    if one.chance and load_tells_apart(one.draw):
        found.append(_of_her_load(one.minutes_asked))
    if one.draw.one_of_household and one.chance:
        # Said to everybody alike: a reason of her own would tell her that somebody else at her address is in the pool.
        found.append(_("Of one household, at most one person is chosen."))
    if not found and one.chance:
        found.append(_("Only how many people were in the pool. Nothing that you told us makes your chance smaller."))
    return found


def _can_be_told(reason: Reason, ends: Ends) -> bool:
    return (reason.feature, reason.value) in ends or (reason.code in _REASONS and not reason.feature)


def _helps_her(one: DrawnPerson, feature: str, value: str, least: int) -> bool:
    """Tell whether places are kept for people like her, where her chance is bigger than the least."""
    return bool(least) and value in one.values[feature] and one.chance - one.draw.result["least"] > _NOTICED


def _kept_for_her(feature: str, value: str, least: int, names: ValueNames) -> Text:
    facts = {"least": least, "value": names.in_full(feature, value)}
    return _("At least %(least)s in the group must be “%(value)s”, as you are.") % facts


def _of_her_load(minutes: int) -> Text:
    if not minutes:
        return _("You were asked for nothing in the 12 months before the draw. That makes your chance bigger.")
    facts = {"time": duration(minutes)}
    return _("You were asked for %(time)s in the 12 months before the draw. Being asked for more makes a chance smaller.") % facts


def _why_she_leaves(one: DrawnPerson) -> list[Text]:
    """Return why her seat, of all seats, passes to somebody new, as long as it is hers; nothing for anybody else."""
    if one.reason != WhyNot.LEAVES:
        return []
    hers = set(Seat.objects.filter(group=one.draw.group_id, holder=one.person_id).values_list("public_id", flat=True))
    return [_WHY_SHE_LEAVES[leaving["because"]] for leaving in one.draw.leaving if leaving["seat"] in hers]


def _reason(reason: Reason, ends: Ends, names: ValueNames) -> Text:
    if not reason.feature:
        return _REASONS[reason.code]
    least, most = ends[reason.feature, reason.value]
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
        Row(_HER_WORDS.get(feature, feature.label), ", ".join(str(names.of(feature, value)) for value in one.values[feature]))
        for feature in Feature
        if feature in wanted
    ]
    if draw.counts_load:
        said.append(Row(_("Asked of you in the 12 months before"), duration(one.minutes_asked)))
    if draw.one_of_household:
        said.append(Row(_("Postal address"), _("Only whether others in the pool share it")))
    return said
