"""Sentences of Django that people here can see, and that Django says badly in Welsh, or not at all: our catalogue says them.

What allauth would say stands in `web/account`, in our own words.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

FIELDS_OF_FORMS = (
    _("This field is required."),
    _("Enter a valid value."),
    _("Enter a valid email address."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a list of values."),
    _("Enter a complete value."),
    _("Enter a valid date."),
    _("Enter a valid time."),
    _("Enter a valid date/time."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("“%(pk)s” is not a valid value."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    _("Null characters are not allowed."),
)
RECORDS = (
    _("This field cannot be null."),
    _("This field cannot be blank."),
    _("Value %(value)r is not a valid choice."),
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    _("%(model_name)s with this %(field_label)s already exists."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Constraint “%(name)s” is violated."),
)
# Django begins days with a capital, as if they always began their sentence, and misspells July.
DAYS_AND_MONTHS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
    _("July"),
)
