"""What the records refuse, shown on the form that asked for it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from cyfran.domain.base.words import sentence
from cyfran.engine.errors import EngineError


def add_refusal(form: forms.BaseForm, error: ValidationError) -> None:
    """Put each refusal beside its field, or above the form where it has no such field."""
    refusals = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in refusals.items():
        form.add_error(name if name in form.fields else None, errors)


def carried_out(form: forms.BaseForm, action: Callable[..., Any], **arguments: Any) -> Any:
    """Do what a form asks for, with what was filled in, and return what came of it.

    None comes back where something is missing, the records refuse or an engine gives up; the form then says what, and keeps
    what was typed.
    """
    if not form.is_valid():
        return None
    try:
        return action(**arguments, **form.cleaned_data)
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None
    except EngineError as error:
        form.add_error(None, sentence(error))
        return None
