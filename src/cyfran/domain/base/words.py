"""The words for codes: errors, levels and their conditions, in Welsh or English, for pages, API and command line alike."""

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
