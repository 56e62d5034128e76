"""What is kept about people: each kind says whose it is, what for, on which ground, for how long and who sees it.

Every app has a `registry.py` with `FIELDS`: for each model that hangs on a person or on somebody of staff, what each of its
fields holds. A test finds what is not declared. The privacy notice and the papers of data protection are made from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Whose(TextChoices):
    PERSON = "PERSON", _("People who look after somebody")
    STAFF = "STAFF", _("People who work with them")


class Basis(TextChoices):
    """The legal ground. Which one an organisation goes by is its own to say; what the person permits stands beside it."""

    TASK = "TASK", _("The organisation's own legal ground; for a public body usually its public task (Article 6(1)(e))")
    DUTY = "DUTY", _("A legal duty: to show what was done with people's data, and to keep it safe (Article 6(1)(c))")


class Condition(TextChoices):
    """What the law asks for beside the ground, where health, origin or belief can show."""

    OWN = "OWN", _("The condition of Article 9 that your organisation names")
    EQUALITY = (
        "EQUALITY",
        _(
            "Substantial public interest (Article 9(2)(g)): equality of opportunity or treatment, paragraph 8 of Schedule 1 to "
            "the Data Protection Act 2018. The organisation keeps the policy document which that needs"
        ),
    )


class Kept(TextChoices):
    """How long something is kept, and what happens then."""

    UNTIL_REMOVED = (
        "UNTIL_REMOVED",
        _("Until you are removed: when you ask for it, or some years after you were last heard of (usually 3)"),
    )
    SOME_YEARS = "SOME_YEARS", _("Some years after it was sent (usually 2), or until you are removed")
    WITH_THE_DECISION = (
        "WITH_THE_DECISION",
        _("With the decisions it led to. When you are removed, it stays without your name and without your words"),
    )
    WITH_THE_WORK = "WITH_THE_WORK", _("As long as you work here, and after that with the records of what you did")
    TWO_WEEKS = "TWO_WEEKS", _("Two weeks after it was last used, or until you sign out")
    WITH_THE_INSTALLATION = (
        "WITH_THE_INSTALLATION",
        _("As long as this installation runs: it holds no names, no addresses and no words"),
    )


class Seer(TextChoices):
    THEMSELVES = "THEMSELVES", _("You yourself")
    STAFF = "STAFF", _("Staff of the organisation you registered with")
    THOSE_ASKING = "THOSE_ASKING", _("Staff of an organisation in whose work you take part")
    ADMINISTRATORS = "ADMINISTRATORS", _("The administrators of this website")
    EVERYONE = "EVERYONE", _("Everyone: only words you permit, without your name, after a check; and counts of five or more")
    ALL_WHO_ASK = "ALL_WHO_ASK", _("Everyone who needs to know whom to turn to")


@dataclass(frozen=True)
class PersonalData:
    """One kind of what is kept about people, in words that can be said to them; `easy` is for the easy text."""

    what: Text
    why: Text
    kept: Kept
    seen_by: tuple[Seer, ...]
    easy: Text = ""
    whose: Whose = Whose.PERSON
    basis: Basis = Basis.TASK
    # Which act of the table of roles opens it to staff: the notice names the roles that have it.
    act: str = ""
    # Health, origin or belief can show in it, of the person or of somebody they look after.
    may_be_sensitive: bool = False
    condition: Condition = Condition.OWN


@dataclass(frozen=True)
class Erased:
    """What becomes of a model's rows when their person is removed: some fields are emptied, or the whole row goes.

    `person` is the field that leads to her. What is not named here stays, and nothing of it says who she is. Rows that
    are still needed are left as they are until they no longer are: `kept` tells which.
    """

    person: str
    emptied: tuple[str, ...] = ()
    whole_row: bool = False
    kept: Q = field(default_factory=Q)


@dataclass(frozen=True)
class Alike:
    """Which rows of two records of one person say the same, so that one row is enough when the two are made one.

    `person` is the field that leads to her; rows are alike where these other fields are `same`. The one said last, by `latest`,
    stands, else that of the record that is kept; its `earliest` becomes the moment that came first on either. `source` are the
    fields that name the row from which minutes were counted: they go with it. What was published is never taken away: such a
    row `stays` with the record it was drawn or given by. Of what she may say otherwise at any time, `may_change`, the words are
    sealed as they were, so that undoing brings them back.
    """

    person: str
    same: tuple[str, ...] = ()
    latest: str = ""
    earliest: str = ""
    source: tuple[str, ...] = ()
    stays: Q | None = None
    may_change: bool = False

    def says(self, row: Model) -> list[Any]:
        fields: list[Any] = [row._meta.get_field(name) for name in self.same]
        return [getattr(row, field.attname) for field in fields]

    def keeps(self, row: Model) -> bool:
        """Tell whether a row stays with its record."""
        return self.stays is not None and type(row)._default_manager.filter(self.stays, pk=row.pk).exists()


@dataclass(frozen=True)
class KeptField:
    """A field and what it holds of a person."""

    model: str
    name: str
    data: PersonalData


NOT_PERSONAL = None
Fields = Mapping[str, Mapping[str, PersonalData | None]]


def declare(names: Mapping[PersonalData | None, str]) -> dict[str, PersonalData | None]:
    """Say of a model's fields, by their names with blanks between, what each holds."""
    return {name: data for data, together in names.items() for name in together.split()}


def declared() -> Fields:
    """Return what every app declares, by model and field, in the order of the apps."""
    return {model: fields for registry in _registries() for model, fields in registry.FIELDS.items()}


def erased() -> Mapping[str, Sequence[Erased]]:
    """Return what every app erases with a person, by model."""
    return {model: ways for registry in _registries() for model, ways in getattr(registry, "ERASED", {}).items()}


def alike() -> Mapping[str, Alike]:
    """Return what every app says of rows that two records of one person have alike, by model."""
    return {model: rule for registry in _registries() for model, rule in getattr(registry, "ALIKE", {}).items()}


def heard() -> list[str]:
    """Return where every app writes down when something was heard of a person, by the way that leads there from her."""
    return [way for registry in _registries() for way in getattr(registry, "HEARD", ())]


def _registries() -> list[ModuleType]:
    names = [f"{app.name}.registry" for app in apps.get_app_configs()]
    return [import_module(name) for name in names if find_spec(name)]


def kept_fields() -> list[KeptField]:
    """Return every field that holds something about people."""
    return [
        KeptField(model, name, data) for model, fields in declared().items() for name, data in fields.items() if data is not None
    ]


def kinds_kept(whose: Whose) -> list[PersonalData]:
    """Return each kind of what is kept about these people once, in the order of the apps."""
    return [data for data in dict.fromkeys(field.data for field in kept_fields()) if data.whose == whose]


ACCOUNT = PersonalData(
    what=_("Your name, and how to reach you at work"),
    why=_("To let you sign in, and to tell carers whom they can turn to."),
    whose=Whose.STAFF,
    kept=Kept.WITH_THE_WORK,
    seen_by=(Seer.STAFF, Seer.ADMINISTRATORS, Seer.ALL_WHO_ASK),
)
SIGN_IN = PersonalData(
    what=_("That you are signed in"),
    why=_("To keep you signed in, and to keep everyone else out."),
    whose=Whose.STAFF,
    basis=Basis.DUTY,
    kept=Kept.TWO_WEEKS,
    seen_by=(Seer.ADMINISTRATORS,),
)
SECOND_STEP = PersonalData(
    what=_("What you prove who you are with: the key of an app, passkeys and recovery codes"),
    why=_("So that nobody who only reads your e-mail comes in as you."),
    whose=Whose.STAFF,
    basis=Basis.DUTY,
    kept=Kept.WITH_THE_WORK,
    seen_by=(Seer.THEMSELVES, Seer.ADMINISTRATORS),
)
DEVICE = PersonalData(
    what=_("Where you are signed in: the internet address and the kind of browser"),
    why=_("So that you see whether somebody else came in as you, and can end it."),
    whose=Whose.STAFF,
    basis=Basis.DUTY,
    kept=Kept.TWO_WEEKS,
    seen_by=(Seer.THEMSELVES, Seer.ADMINISTRATORS),
)
WORK_DONE = PersonalData(
    what=_("What you did here, and what waits for you"),
    why=_("So that everything has somebody who answers for it."),
    whose=Whose.STAFF,
    kept=Kept.WITH_THE_WORK,
    seen_by=(Seer.STAFF, Seer.ADMINISTRATORS, Seer.ALL_WHO_ASK),
)
TRAIL = PersonalData(
    what=_("Who did what with your record, and when"),
    why=_("So that it can be shown who looked at it and who changed it."),
    easy=_("We write down who looks at your record."),
    basis=Basis.DUTY,
    kept=Kept.WITH_THE_INSTALLATION,
    seen_by=(Seer.THEMSELVES, Seer.STAFF, Seer.ADMINISTRATORS),
    act="GUARD",
)
BEGUN = PersonalData(
    what=_("What you began to write and have not sent"),
    why=_("So that it is not lost when the signal goes or the day gets in the way."),
    easy=_("If you stop in the middle, we keep what you wrote for two weeks."),
    kept=Kept.TWO_WEEKS,
    seen_by=(Seer.THEMSELVES,),
    may_be_sensitive=True,
)

FIELDS: Fields = {
    "base.User": declare(
        {
            ACCOUNT: "public_id email name telephone is_administrator is_active joined_at",
            SIGN_IN: "last_login",
            # Nobody has a password: what stands there opens nothing.
            NOT_PERSONAL: "password",
        }
    ),
    "base.AuditEvent": declare(
        {TRAIL: "verb actor_kind actor_public_id subject_kind subject_public_id facts at"},
    ),
    "sessions.Session": declare({BEGUN: "session_data expire_date"}),
    "account.EmailAddress": declare({ACCOUNT: "user email verified primary"}),
    "account.EmailConfirmation": declare({ACCOUNT: "email_address created sent key"}),
    # Nothing is kept here: the verified address alone says who comes in by the sign-in of an organisation.
    "socialaccount.SocialAccount": declare({ACCOUNT: "user provider uid last_login date_joined extra_data"}),
    "mfa.Authenticator": declare({SECOND_STEP: "user type data created_at last_used_at"}),
    "usersessions.UserSession": declare({DEVICE: "user created_at ip last_seen_at session_key user_agent data"}),
}
