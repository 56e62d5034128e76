"""What the records refuse, shown on the form that asked for it."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def add_refusal(form: forms.BaseForm, error: ValidationError) -> None:
    """Put each refusal beside its field, or above the form where it has no such field."""
    refusals = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in refusals.items():
        form.add_error(name if name in form.fields else None, errors)
