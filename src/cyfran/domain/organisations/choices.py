"""Kinds of bodies, and what is counted of a population."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    COUNCIL = "COUNCIL", _("Council")
    HEALTH_BOARD = "HEALTH_BOARD", _("Health board")
    PARTNERSHIP = "PARTNERSHIP", _("Regional partnership board")
    VOLUNTARY_COUNCIL = "VOLUNTARY_COUNCIL", _("County voluntary council")
    CARERS_ORGANISATION = "CARERS_ORGANISATION", _("Carers' organisation")
    PROVIDER = "PROVIDER", _("Provider of services")


class LegalBasis(TextChoices):
    """On which ground of the law a body keeps what it knows of people. What each person permits stands beside it."""

    PUBLIC_TASK = "PUBLIC_TASK", _("Its public task: Article 6(1)(e) of the UK GDPR")
    LEGAL_DUTY = "LEGAL_DUTY", _("A legal duty: Article 6(1)(c) of the UK GDPR")
    LEGITIMATE_INTERESTS = "LEGITIMATE_INTERESTS", _("Its legitimate interests: Article 6(1)(f) of the UK GDPR")
    CONSENT = "CONSENT", _("The person's consent: Article 6(1)(a) of the UK GDPR")


class Measure(TextChoices):
    """What a baseline counts: people by weekly hours of unpaid care, and residents by age."""

    RESIDENTS_5_PLUS = "RESIDENTS_5_PLUS", _("Residents aged 5 and over")
    NO_UNPAID_CARE = "NO_UNPAID_CARE", _("Giving no unpaid care")
    HOURS_9_OR_LESS = "HOURS_9_OR_LESS", _("9 hours of care a week or less")
    HOURS_10_19 = "HOURS_10_19", _("10 to 19 hours of care a week")
    HOURS_20_34 = "HOURS_20_34", _("20 to 34 hours of care a week")
    HOURS_35_49 = "HOURS_35_49", _("35 to 49 hours of care a week")
    HOURS_50_PLUS = "HOURS_50_PLUS", _("50 hours of care a week or more")
    CARERS = "CARERS", _("Giving unpaid care")
    AGE_5_9 = "AGE_5_9", _("Aged 5 to 9")
    AGE_10_15 = "AGE_10_15", _("Aged 10 to 15")
    AGE_16_19 = "AGE_16_19", _("Aged 16 to 19")
    AGE_20_24 = "AGE_20_24", _("Aged 20 to 24")
    AGE_25_29 = "AGE_25_29", _("Aged 25 to 29")
    AGE_30_34 = "AGE_30_34", _("Aged 30 to 34")
    AGE_35_39 = "AGE_35_39", _("Aged 35 to 39")
    AGE_40_44 = "AGE_40_44", _("Aged 40 to 44")
    AGE_45_49 = "AGE_45_49", _("Aged 45 to 49")
    AGE_50_54 = "AGE_50_54", _("Aged 50 to 54")
    AGE_55_59 = "AGE_55_59", _("Aged 55 to 59")
    AGE_60_64 = "AGE_60_64", _("Aged 60 to 64")
    AGE_65_69 = "AGE_65_69", _("Aged 65 to 69")
    AGE_70_74 = "AGE_70_74", _("Aged 70 to 74")
    AGE_75_79 = "AGE_75_79", _("Aged 75 to 79")
    AGE_80_84 = "AGE_80_84", _("Aged 80 to 84")
    AGE_85_PLUS = "AGE_85_PLUS", _("Aged 85 and over")
