"""How forms look: GOV.UK's patterns, drawn by Django's own form machinery."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from cyfran.domain.base.clock import FIRST_YEAR

# What is said about these does not name the field, so the summary must.
_SAID_WITHOUT_NAME = {
    "invalid", "invalid_choice", "invalid_list", "invalid_pk_value", "max_length", "min_length", "max_value", "min_value",
    "null_characters_not_allowed", "unique", "no_such_day", "long_past", "no_such_time", "ends_out_of_order",
}  # fmt: skip
_CHOOSE = gettext_lazy("Choose from the answers that are offered.")
_IN_PLAIN_WORDS: dict[str, Any] = {
    "invalid_choice": _CHOOSE,
    "invalid_list": _CHOOSE,
    "invalid_pk_value": _CHOOSE,
    "max_length": ngettext_lazy(
        "Make this shorter: there is room for %(limit_value)d character, and there are %(show_value)d.",
        "Make this shorter: there is room for %(limit_value)d characters, and there are %(show_value)d.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "Make this longer: it needs %(limit_value)d character or more, and there are %(show_value)d.",
        "Make this longer: it needs %(limit_value)d characters or more, and there are %(show_value)d.",
        "limit_value",
    ),
    "max_value": gettext_lazy("Write %(limit_value)s or a lower number."),
    "min_value": gettext_lazy("Write %(limit_value)s or a higher number."),
    "null_characters_not_allowed": gettext_lazy(
        "There is a character in this that cannot be kept. Type the text again instead of pasting it."
    ),
}
_WHAT_TO_WRITE: dict[type[forms.Field], Any] = {
    forms.EmailField: gettext_lazy("Write an e-mail address in full, such as name@example.org."),
    forms.IntegerField: gettext_lazy("Write a whole number in figures, such as 30."),
}
_CLASSES = (  # checkboxes first: to Django, a list of them is a kind of radio buttons
    ((forms.CheckboxSelectMultiple, forms.CheckboxInput), "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    ((forms.widgets.Input, forms.MultiWidget), "govuk-input"),
)
_MARKED_WHEN_WRONG = ("govuk-select", "govuk-textarea", "govuk-file-upload", "govuk-input")
_DJANGOS_ROWS, _ROWS = "10", "5"


@dataclass(frozen=True)
class Explained:
    """The label of a radio button or checkbox, with a line of explanation under it."""

    label: str | Promise
    hint: str | Promise

    def __str__(self) -> str:
        return str(self.label)


def language_of_page() -> str:
    """Return the code of the language of the page, as forms ask for it: what is written here is likely to be in it."""
    return (get_language() or "en")[:2].upper()


class FieldOnPage(BoundField):
    """A field with GOV.UK's classes, and everything the templates ask about it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        # Django's "This field is required." does not say which, once it stands in the summary.
        nothing = self._please_answer() % {"label": self.label}
        _say_plainly(field, _IN_PLAIN_WORDS | {"required": nothing, "blank": nothing, "null": nothing})

    def _please_answer(self) -> str:
        if isinstance(self.field.widget, (forms.CheckboxInput, forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)):
            return _("Choose an answer for “%(label)s”.")
        return _("Fill in “%(label)s”.")

    @property
    def errors(self) -> ErrorList:
        """Return what is wrong, in the words of this field also where the records refused it."""
        found = super().errors
        for error in found.as_data():
            error.message = self.field.error_messages.get(error.code or "", error.message)
        return found

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        # The browser's own messages appear in its language, not the page's, and one at a time; its limit cuts off what is pasted.
        for name in ("required", "maxlength", "minlength"):
            attrs.pop(name, None)
            widget.attrs.pop(name, None)
        if not widget.is_hidden:
            attrs["class"] = " ".join([*self._classes(widget), *filter(None, [widget.attrs.get("class"), attrs.get("class")])])
        if widget.attrs.get("rows") == _DJANGOS_ROWS:
            attrs["rows"] = _ROWS
        if self.language:
            attrs["lang"] = self.language
        return attrs

    def _classes(self, widget: forms.Widget) -> list[str]:
        classes = [next(name for kinds, name in _CLASSES if isinstance(widget, kinds))]
        if self.errors and classes[0] in _MARKED_WHEN_WRONG:
            classes.append(f"{classes[0]}--error")
        if isinstance(widget, forms.NumberInput):
            classes.append("govuk-input--width-5")
        return classes

    @property
    def language(self) -> str:
        """Return cy or en for one half of a pair such as `title_cy` and `title_en`."""
        ending = self.name[-3:]
        return ending[1:] if ending in ("_cy", "_en") else ""

    @property
    def is_checkbox(self) -> bool:
        """Tell whether this is one box to tick, whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_heading(self) -> bool:
        """Tell whether the label of this field is the heading of its page (`page_heading` of the form names it)."""
        return self.name == getattr(self.form, "page_heading", None)

    @property
    def is_marked_optional(self) -> bool:
        return not self.field.required and not self.is_checkbox and getattr(self.form, "marks_optional", True)

    @property
    def first_control_id(self) -> str:
        """Return where a link in the error summary leads: the first thing to fill in."""
        several = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)
        return f"{self.auto_id}_0" if isinstance(self.field.widget, several) else self.id_for_label

    @property
    def _as_a_beginning(self) -> str:
        return str(self.label) if str(self.label).endswith("?") else f"{self.label}:"

    @property
    def errors_in_summary(self) -> list[str]:
        """Return the errors as sentences that make sense away from their field."""
        return [
            f"{self._as_a_beginning} {message}" if error.code in _SAID_WITHOUT_NAME else str(message)
            for error, message in zip(self.errors.as_data(), self.errors, strict=True)
        ]


def _say_plainly(field: forms.Field, sentences: dict[str, Any]) -> None:
    """Put our sentences in place of Django's own, which echo what was typed and speak of values; those of a form stay."""
    djangos: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            djangos |= getattr(kind, "default_error_messages", {})
    invalid = next((sentence for kind, sentence in _WHAT_TO_WRITE.items() if isinstance(field, kind)), None)
    for code, sentence in (sentences | ({"invalid": invalid} if invalid else {})).items():
        if field.error_messages.get(code) == djangos.get(code):
            field.error_messages[code] = sentence


class Renderer(TemplatesSetting):
    """Draw forms with our own templates."""

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"
    bound_field_class = FieldOnPage


# --- Days and times ---------------------------------------------------------------------------------------------------

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|yb|yp)?", re.ASCII | re.IGNORECASE)
_AFTERNOON = ("pm", "yp")
_WHOLE_YEARS = 1000  # before this, somebody left out half of the year


@dataclass(frozen=True)
class Part:
    """One of the small inputs of which a day or a time is made."""

    name: str
    label: str | Promise
    width: int


class DayWidget(forms.MultiWidget):
    """Day, month and year, each in its own input: quicker and surer than a calendar, above all by telephone."""

    template_name = "ui/form/parts.html"
    parts: tuple[Part, ...] = (
        Part("day", gettext_lazy("Day"), 2),
        Part("month", gettext_lazy("Month"), 2),
        Part("year", gettext_lazy("Year"), 4),
    )

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part.name: forms.TextInput() for part in self.parts}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        for part, one in zip(self.parts, inputs, strict=True):
            one["attrs"]["class"] = f"govuk-date-input__input govuk-input--width-{part.width} {one['attrs'].get('class', '')}"
        context["widget"]["parts"] = list(zip(self.parts, inputs, strict=True))
        return context


class MomentWidget(DayWidget):
    """A day, and the time on it."""

    parts = (*DayWidget.parts, Part("time", gettext_lazy("Time"), 5))

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return ["", "", "", ""]
        local = timezone.localtime(value)
        return [local.day, local.month, local.year, f"{local:%H:%M}"]


class DayField(forms.Field):
    """A day, as three numbers."""

    widget = DayWidget
    default_error_messages = {
        "no_such_day": gettext_lazy("Give a day that exists, as three numbers, such as 27 3 2027."),
        "long_past": gettext_lazy("Give a day that is not before the year 2000."),
    }

    def to_python(self, value: Any) -> Any:
        parts = [str(part or "").strip() for part in value or []]
        return self._read(parts) if any(parts) else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def _read(self, parts: list[str]) -> Any:
        return self._read_day(parts)

    def _read_day(self, parts: list[str]) -> date:
        try:
            day, month, year = (int(part) for part in parts[:3])
            found = date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise self._refuse("no_such_day") from error
        if year < FIRST_YEAR:
            raise self._refuse("no_such_day" if year < _WHOLE_YEARS else "long_past")
        return found

    def _refuse(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class MomentField(DayField):
    """A day and a time on it, in the time of Wales."""

    widget = MomentWidget
    default_error_messages = {"no_such_time": gettext_lazy("Give the time as hours and minutes, such as 14:30.")}

    def _read(self, parts: list[str]) -> datetime:
        day = self._read_day(parts)
        return timezone.make_aware(datetime.combine(day, self._read_time(parts[3])))

    def _read_time(self, text: str) -> time:
        found = _CLOCK.fullmatch(text)
        try:
            hour, minute, half = found.groups() if found else ("", "", "")
            if half:
                hour = int(hour) % 12 + (12 if half.lower() in _AFTERNOON else 0)
            return time(int(hour), int(minute or 0))
        except ValueError as error:
            raise self._refuse("no_such_time") from error
