"""Sentences of Django that people here can see and that Django does not say in Welsh: listed so that our catalogue does.

What allauth would say stands in `web/account`, in our own words.
"""

from django.utils.translation import gettext_noop as _

BORROWED = (
    _("Null characters are not allowed."),
    _("“%(pk)s” is not a valid value."),
    _("%(truncated_text)s…"),
    _("Constraint “%(name)s” is violated."),
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
)
