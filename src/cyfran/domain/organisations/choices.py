"""Kinds of bodies, what is counted of a population, and what each role lets somebody do."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    COUNCIL = "COUNCIL", _("Council")
    HEALTH_BOARD = "HEALTH_BOARD", _("Health board")
    PARTNERSHIP = "PARTNERSHIP", _("Regional partnership board")
    VOLUNTARY_COUNCIL = "VOLUNTARY_COUNCIL", _("County voluntary council")
    CARERS_ORGANISATION = "CARERS_ORGANISATION", _("Carers' organisation")
    PROVIDER = "PROVIDER", _("Provider of services")


# The others are loaded with Wales: of each there is one in its place.
ADDED_BY_HAND = (OrganisationKind.CARERS_ORGANISATION, OrganisationKind.VOLUNTARY_COUNCIL, OrganisationKind.PROVIDER)


class LegalBasis(TextChoices):
    """On which ground of the law a body keeps what it knows of people. What each person permits stands beside it."""

    PUBLIC_TASK = "PUBLIC_TASK", _("Its public task: Article 6(1)(e) of the UK GDPR")
    LEGAL_DUTY = "LEGAL_DUTY", _("A legal duty: Article 6(1)(c) of the UK GDPR")
    LEGITIMATE_INTERESTS = "LEGITIMATE_INTERESTS", _("Its legitimate interests: Article 6(1)(f) of the UK GDPR")
    CONSENT = "CONSENT", _("The person's consent: Article 6(1)(a) of the UK GDPR")


class SpecialBasis(TextChoices):
    """What the law asks for beside that ground where something tells of health, origin or belief."""

    PUBLIC_INTEREST = "PUBLIC_INTEREST", _("Substantial public interest: Article 9(2)(g) of the UK GDPR")
    HEALTH_AND_CARE = "HEALTH_AND_CARE", _("Health or social care: Article 9(2)(h) of the UK GDPR")
    EXPLICIT_CONSENT = "EXPLICIT_CONSENT", _("The person's explicit consent: Article 9(2)(a) of the UK GDPR")


# With these goes a condition of Schedule 1 to the Data Protection Act 2018, which the body names.
WITH_SCHEDULE_1 = (SpecialBasis.PUBLIC_INTEREST, SpecialBasis.HEALTH_AND_CARE)


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


class Act(TextChoices):
    """One thing that somebody may do or not."""

    SEE_PROJECTS = "SEE_PROJECTS", _("See projects, their plans and decisions, and the reports")
    KEEP_PROJECTS = "KEEP_PROJECTS", _("Begin, plan, publish and close projects")
    SEE_PEOPLE = "SEE_PEOPLE", _("See people by name, and what is on record of them")
    KEEP_PEOPLE = "KEEP_PEOPLE", _("Register people, and change what they wish and permit")
    SEE_CONTACTS = "SEE_CONTACTS", _("See how people are reached")
    TAKE_DOWN = "TAKE_DOWN", _("Write down what people ask, say and answer by telephone or on paper")
    ASK = "ASK", _("Offer ways to take part, invite people and draw groups by lot")
    HOLD_MEETINGS = "HOLD_MEETINGS", _("Write down meetings and who was there")
    KEEP_WORDS = "KEEP_WORDS", _("Read, check and sort what people said")
    ANSWER = "ANSWER", _("Answer what people ask and say")
    DECIDE = "DECIDE", _("Open votes and write down decisions")
    SEE_GROUPS = "SEE_GROUPS", _("See groups and who holds their seats")
    KEEP_GROUPS = "KEEP_GROUPS", _("Change groups and their seats")
    EVALUATE = "EVALUATE", _("Ask those who took part how it was, and see the answers")
    SEND = "SEND", _("Print, post, text and ring messages")
    REPORT = "REPORT", _("Freeze the report of a year")
    APPOINT = "APPOINT", _("Give roles to people and end them")
    GUARD = "GUARD", _("Remove people who ask for it, and keep how long records stay and who looked at what")


class Role(TextChoices):
    """What somebody is there for: in a whole organisation, in one project or in one group."""

    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    COORDINATOR = "COORDINATOR", _("Coordinator")
    PRACTITIONER = "PRACTITIONER", _("Practitioner")
    COMMISSIONER = "COMMISSIONER", _("Commissioner")
    VIEWER = "VIEWER", _("Viewer")
    FACILITATOR = "FACILITATOR", _("Facilitator")
    EVALUATOR = "EVALUATOR", _("Evaluator")
    BOARD_SECRETARY = "BOARD_SECRETARY", _("Board secretary")
    CARER_REPRESENTATIVE = "CARER_REPRESENTATIVE", _("Carer representative")


IN_ORGANISATION = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.PRACTITIONER, Role.COMMISSIONER, Role.VIEWER)
ON_PROJECT = (Role.FACILITATOR, Role.EVALUATOR)
IN_GROUP = (Role.BOARD_SECRETARY, Role.CARER_REPRESENTATIVE)
# Nobody else has these by taking on her work: carers chose her.
HERS_ALONE = (Role.CARER_REPRESENTATIVE,)

# The one place that says who may do what: queries, pages, menus and the published matrix all go by it.
ACTS_OF: Mapping[Role, frozenset[Act]] = {
    Role.ADMINISTRATOR: frozenset(Act),
    Role.COORDINATOR: frozenset(Act) - {Act.APPOINT, Act.GUARD},
    Role.PRACTITIONER: frozenset({Act.SEE_PROJECTS, Act.SEE_PEOPLE, Act.KEEP_PEOPLE, Act.SEE_CONTACTS, Act.TAKE_DOWN}),
    Role.COMMISSIONER: frozenset({Act.SEE_PROJECTS, Act.REPORT}),
    Role.VIEWER: frozenset({Act.SEE_PROJECTS}),
    Role.FACILITATOR: frozenset({Act.SEE_PROJECTS, Act.TAKE_DOWN, Act.HOLD_MEETINGS, Act.KEEP_WORDS}),
    Role.EVALUATOR: frozenset({Act.EVALUATE}),
    Role.BOARD_SECRETARY: frozenset({Act.SEE_PROJECTS, Act.DECIDE, Act.SEE_GROUPS, Act.KEEP_GROUPS}),
    Role.CARER_REPRESENTATIVE: frozenset({Act.SEE_PROJECTS, Act.SEE_GROUPS}),
}
