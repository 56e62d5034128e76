"""How a decision went, and what is answered to something said."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    FOR = "FOR", _("For")
    AGAINST = "AGAINST", _("Against")


class ResponseState(TextChoices):
    LISTENING = "LISTENING", _("We are listening")
    PLANNED = "PLANNED", _("We will do this")
    DONE = "DONE", _("We did this")
    CANNOT = "CANNOT", _("We cannot do this")
    NOT_OURS = "NOT_OURS", _("This is not ours to decide")


# Something still open carries the day on which more will be said.
STILL_OPEN = (ResponseState.LISTENING, ResponseState.PLANNED)
