"""In what standing, and in what form, somebody was at a meeting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    CARER_MEMBER = "CARER_MEMBER", _("Carer, as a member")
    CARER = "CARER", _("Carer, taking part")


class Form(TextChoices):
    IN_PERSON = "IN_PERSON", _("In person")
    ONLINE = "ONLINE", _("Online")
    TELEPHONE = "TELEPHONE", _("By telephone")
    WRITING = "WRITING", _("In writing")
