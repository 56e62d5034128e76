"""The words for codes: errors, levels and their conditions, in Welsh or English, for pages, API and command line alike."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cyfran.engine.errors import EngineError
from cyfran.engine.levels.finding import Condition

# One sentence per error code; the placeholders are the parameters of the error. A file, where one is known, is named
# by whoever shows the sentence.
SENTENCES = {
    # Reading a file
    "file_not_found": _("There is no such file."),
    "file_not_readable": _("The file cannot be opened: it may be a folder, or not yours to read."),
    "file_not_text": _("The file is not text in UTF-8."),
    "file_not_json": _("This is not JSON: it stops making sense at line %(line)s, column %(column)s."),
    "json_too_deep": _("The JSON has too many brackets inside each other."),
    "json_number_too_long": _("The JSON has a number with too many digits."),
    "json_not_a_number": _("The JSON says %(value)s where only a number is allowed."),
    "json_key_twice": _("The key “%(key)s” is given twice in the same brackets."),
    "file_not_csv": _("The file is not a CSV table: it stops making sense at line %(line)s."),
    "file_not_writable": _("The file cannot be written: it may be a folder, or not yours to write."),
    "file_taken": _("This file is already read or written by the same command: name another."),
    # Options of a command
    "option_missing": _("Say what %(option)s is."),
    "option_needs_another": _("%(option)s says nothing without %(other)s: give both or neither."),
    "option_not_known": _("%(option)s must be one of these: %(allowed)s; it says “%(found)s”."),
    "option_not_a_count": _("%(option)s must be a whole number from %(least)s to %(most)s; it says “%(found)s”."),
    "option_not_a_number": _("%(option)s must be a number from 0 up, such as 2.5; it says “%(found)s”."),
    "option_not_a_share": _("%(option)s must be a share over 0 and at most 1, such as 1/3; it says “%(found)s”."),
    "load_bands_not_readable": _("Load bands are written as hours:weight, such as 2:1,6:1/2,12:1/4; here stands “%(found)s”."),
    "seed_not_text": _("The seed has bytes that are no letters."),
    # Reading a record
    "unknown_key": _("The key “%(key)s” is not known."),
    "missing_key": _("The key “%(key)s” is missing."),
    "not_an_object": _("“%(key)s” must be an object, in curly brackets."),
    "not_a_list": _("“%(key)s” must be a list, in square brackets."),
    "not_true_or_false": _("“%(key)s” must be true or false."),
    "not_a_whole_number": _("“%(key)s” must be a whole number."),
    "negative_count": _("“%(key)s” must be 0 or more."),
    "count_too_large": _("“%(key)s” is too large; the most it can be is %(most)s."),
    "unknown_code": _("“%(key)s” must be one of these: %(allowed)s."),
    # The record of evidence for a level
    "record_not_an_object": _("The record must be one JSON object, in curly brackets."),
    "stage_given_twice": _("The stage “%(stage)s” is given twice."),
    "answers_out_of_order": _(
        "In “answers”, in_time (%(in_time)s) may not be more than given (%(given)s), nor given more than due (%(due)s)."
    ),
    # Reading people and targets for a draw
    "table_empty": _("There are no rows here; the first must name the columns."),
    "column_missing": _("There is no column “%(column)s”; the columns are: %(have)s."),
    "column_twice": _("The column “%(column)s” is there twice."),
    "row_too_long": _("This row has more cells than there are columns."),
    "cell_blank": _("Nothing stands here."),
    "cell_not_a_whole_number": _("This must be a whole number from 0 to %(most)s; it says “%(found)s”."),
    "cell_not_hours": _("This must be hours, 0 or more; it says “%(found)s”."),
    "cell_not_a_date": _("This must be a day such as 2026-11-30; it says “%(found)s”."),
    "cell_value_unknown": _("“%(found)s” has no target; the targets know: %(allowed)s."),
    "id_twice": _("“%(name)s” is there twice; each person has one row and an id of their own."),
    "seated_in_pool": _("“%(name)s” has a seat and is in the pool as well; take them out of one of the two."),
    # What a draw is asked for
    "target_twice": _("There are two targets for “%(name)s”."),
    "no_targets": _("There is no target here, only the names of the columns."),
    "target_out_of_order": _(
        "For %(feature)s, %(value)s at least %(least)s and at most %(most)s are asked for: the first may not be larger."
    ),
    "target_flex_inside": _(
        "How far the ends for %(feature)s, %(value)s may be moved must not lie between them, from %(least)s to %(most)s."
    ),
    "value_without_target": _("%(id)s has nothing for %(feature)s that a target knows: “%(value)s”."),
    "load_bands_out_of_order": _("The hours of load bands must rise, and their weights be over 0 and at most 1."),
    "no_pool": _("There is nobody in the pool."),
    "size_too_small": _("A group of %(size)s has no free seat: %(seated)s have one already."),
    "share_out_of_range": _("The share that leaves must be over 0 and at most 1; it says “%(share)s”."),
    "targets_cannot_be_met": _("No group of this size meets all targets and rules."),
    "not_in_pool": _("“%(id)s” is not in the pool."),
    "solver_gave_up": _("The numbers are too far apart for the solver; nothing was drawn."),
    # Whom to invite to what
    "problem_not_an_object": _("The problem must be one JSON object, in curly brackets."),
    "not_a_number": _("“%(key)s” must be a number."),
    "list_not_as_long": _("“%(key)s” has %(have)s entries and “%(other)s” has %(need)s; both must have as many."),
    "number_out_of_range": _("“%(key)s” must be from %(least)s to %(most)s."),
    "no_such_entry": _("“%(key)s” says %(found)s, and there are only %(have)s, counted from 0."),
    "pair_twice": _("“%(key)s” is a carer and an opportunity that an earlier pair has already."),
    "limit_broken": _("The choice would break somebody's limit, so nothing is answered. Please report this."),
    # Verifying a draw
    "record_not_of_a_draw": _("This is not the record of a draw that was kept with its lottery."),
    "lottery_not_readable": _(
        "A lottery has three cells in each row: its panel, the chance of that panel as a number, and an id."
    ),
    "lottery_shares_differ": _("The rows of one panel all have the same chance, and this one has another."),
}
_LONGEST_SHOWN = 100
_UNKNOWN_SENTENCE = _("The input cannot be used (%(code)s).")

_LEVEL_NAMES = {
    "none_recorded": _("None recorded"),
    "coercion": _("Coercion"),
    "educating": _("Educating"),
    "informing": _("Informing"),
    "consultation": _("Consultation"),
    "engagement": _("Engagement"),
    "co_design": _("Co-design"),
    "co_production": _("Co-production"),
}

_LEVEL_WORDS = {
    "none_recorded": _("Nothing is on record to show that carers took part."),
    "coercion": _("Something was imposed on carers, and they were not told why before it took effect."),
    "educating": _("Carers were instructed or trained, and no more."),
    "informing": _("Carers were told what would happen before it was decided."),
    "consultation": _("Carers were asked before the decision, and what they said is on record."),
    "engagement": _("Carers were asked more than once, with help to take part, and were told what came of it."),
    "co_design": _("Carers worked out the design together with staff, with a say in it."),
    "co_production": _("Carers shared the work and the decision from the start to the evaluation."),
}

_STAGE_NAMES = {
    "idea": _("idea"),
    "priorities": _("priorities"),
    "design": _("design"),
    "decision": _("decision"),
    "delivery": _("delivery"),
    "evaluation": _("evaluation"),
}

_MET = {
    "told_before_decision": _("Carers were told before the decision, in a form that reaches them."),
    "asked_before_decision": _("Carers were asked before the decision, and what they said is on record."),
    "asked_twice": _("Carers were asked, and said something, in two stages or more."),
    "asked_while_open": _("Carers were asked while different options were still open."),
    "assistance_offered": _("Help to take part was offered in every stage where carers were asked."),
    "answers_in_time": _("At least %(percent)s%% of the answers due were given in time."),
    "members_in_design": _("Two or more carers are members with a say (agree jointly, decide or veto) in the design stage."),
    "question_open": _("The question, or what comes first, was open to carers."),
    "in_every_stage": _("Carers took part in every stage that happened, the idea or the priorities among them."),
    "rights_in_decision": _("Two or more carers are members with a say (agree jointly, decide or veto) in the decision."),
    "all_answered": _("Every answer due was given."),
    "evaluated_by_carers": _("Carers evaluated how it went."),
}

_UNMET = {
    "told_before_decision": _("Carers must be told before the decision, in a form that reaches them."),
    "asked_before_decision": _("Carers must be asked before the decision, and what they say must be recorded."),
    "asked_twice": _("Carers must be asked, and say something, in at least two stages."),
    "asked_while_open": _("Carers must be asked while different options are still open."),
    "assistance_offered": _("Help to take part must be offered in every stage where carers are asked."),
    "answers_in_time": _("At least %(percent)s%% of the answers due must be given in time."),
    "members_in_design": _("At least two carers must be members with a say (agree jointly, decide or veto) in the design stage."),
    "question_open": _("The question, or what comes first, must be open to carers."),
    "in_every_stage": _("Carers must take part in every stage that happens, the idea or the priorities among them."),
    "rights_in_decision": _("At least two carers must be members with a say (agree jointly, decide or veto) in the decision."),
    "all_answered": _("Every answer due must be given."),
    "evaluated_by_carers": _("Carers must evaluate how it went."),
}

_BARRED = {
    "asked_too_much": _("Asked for so many hours already that they cannot be chosen until some of them are past:"),
    "household_has_a_seat": _("Somebody of the same household has a seat:"),
    "kept_apart_from_a_seat": _("Kept apart from somebody who has a seat:"),
    "only_with_somebody_barred": _("To be chosen only together with somebody who cannot be chosen:"),
    "together_and_kept_apart": _("To be chosen only together, though they are to be kept apart:"),
    "no_panel": _("In no group that meets the targets and rules:"),
    "not_reached": _("In no group of this lottery, which is unfinished; in a finished one they may have a chance:"),
}

_LEAVERS = {
    "term_ends": _("leaves, because their term ends first."),
    "longest_serving": _("leaves, because they have served longest."),
    "willing": _("leaves, because they are willing to."),
    "by_lot": _("leaves, by lot."),
}

_IMPOSSIBLE = {
    "no_seat_free": _("Those who stay fill all places of the group (%(need)s), so nobody can be drawn. Make the group larger."),
    "pool_too_small": _("Places in the group: %(need)s. People who can be chosen: %(have)s."),
    "too_few_of_value": _("%(what)s – wanted at least: %(need)s. People who can be chosen: %(have)s."),
    "minimums_exceed_size": _("%(what)s – what is wanted at least comes to %(have)s, and the group has %(need)s."),
    "maximums_below_size": _("%(what)s – what is allowed at most comes to %(have)s, and the group has %(need)s."),
    "solver_gave_up": _("The numbers are too far apart to tell whether a group meets all targets. Change or leave out some."),
}

_NOT_ASKED = {
    "no_match": _("Carers who match no opportunity:"),
    "no_invitations_left": _("Carers who may be invited to nothing more:"),
    "too_few_hours": _("Carers who have too few hours left for anything that they match:"),
    "places_taken": _("Carers for whom no place was left:"),
    "not_worth_it": _("Carers whose scores are too low:"),
}

_SHORTFALL = {
    "all_chosen": _("Opportunity %(opportunity)s, stratum %(stratum)s, still sought: %(missing)s. Nobody else matches."),
    "all_at_limits": _(
        "Opportunity %(opportunity)s, stratum %(stratum)s, still sought: %(missing)s. All others who match are at their limits."
    ),
    "places_taken": _("Opportunity %(opportunity)s, stratum %(stratum)s, still sought: %(missing)s. Its places are taken."),
    "not_worth_it": _(
        "Opportunity %(opportunity)s, stratum %(stratum)s, still sought: %(missing)s. Those who match have too low a score."
    ),
}

# What is said instead where the facts name the stages in question.
_UNMET_IN_STAGES = {
    "assistance_offered": _(
        "Help to take part must be offered in every stage where carers are asked; still without: %(stages)s."
    ),
    "in_every_stage": _(
        "Carers must take part in every stage that happens, the idea or the priorities among them; still without: %(stages)s."
    ),
}


def sentence(error: EngineError) -> str:
    """Say in one sentence what is wrong; a code without a sentence is shown as it is."""
    template = SENTENCES.get(error.code, _UNKNOWN_SENTENCE)
    return template % {"code": error.code, **{name: _shown(fact) for name, fact in error.params.items()}}


def place(error: EngineError) -> str:
    """Say which row and column of a table an error is about; empty where it is about no row."""
    if "row" not in error.params:
        return ""
    row = _("row %(row)s") % {"row": _shown(error.params["row"])}
    if "column" not in error.params:
        return str(row)
    return f"{row}, " + _("column “%(column)s”") % {"column": _shown(error.params["column"])}


def barred_words(code: str) -> str:
    """Say why people cannot be chosen, as the head of a list of them."""
    return str(_BARRED[code])


def leaver_words(code: str) -> str:
    """Say why somebody leaves when a standing group is renewed, after their name."""
    return str(_LEAVERS[code])


def impossible_words(facts: Mapping[str, object]) -> str:
    """Say in one sentence what cannot be met: its code, `what` it is about in words (or feature and value), and the numbers."""
    what = f"{facts['feature']} {facts['value']}".strip()
    return _IMPOSSIBLE[str(facts["code"])] % {"what": what, **facts}


def not_asked_words(code: str) -> str:
    """Say why carers are invited to nothing, as the head of their number."""
    return str(_NOT_ASKED[code])


def shortfall_words(facts: Mapping[str, object]) -> str:
    """Say in one sentence how many of a stratum an opportunity still seeks, and why: the facts of a shortfall."""
    return _SHORTFALL[str(facts["because"])] % facts


def level_name(code: str) -> str:
    """Name a level, from its code in lower case."""
    return str(_LEVEL_NAMES[code])


def level_words(code: str) -> str:
    """Say in one sentence what a level means for carers."""
    return str(_LEVEL_WORDS[code])


def stage_name(code: str) -> str:
    """Name a stage within a sentence, from its code in lower case."""
    return str(_STAGE_NAMES[code])


def condition_words(condition: Condition) -> str:
    """Say in one sentence that a condition is met, or what must happen to meet it. Shows no count of people."""
    facts = condition.params
    if condition.met:
        return _MET[condition.code] % facts
    missing = facts.get("missing", ())
    if condition.code in _UNMET_IN_STAGES and isinstance(missing, tuple) and missing:
        return _UNMET_IN_STAGES[condition.code] % {"stages": ", ".join(stage_name(stage) for stage in missing)}
    return _UNMET[condition.code] % facts


def _shown(fact: object) -> str:
    """Put a fact on one short line: it may come from a stranger's file."""
    if isinstance(fact, tuple | list):
        return ", ".join(_shown(part) for part in fact)
    return "".join(letter if letter.isprintable() else "?" for letter in str(fact)[:_LONGEST_SHOWN])
