"""Fields that every room uses: public ids, texts, small numbers, and text in two languages; and how fields are changed.

What they take holds at every door and on every database. To migrations they are Django's own: what is stored is the same.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import Any, Self

from django.core.exceptions import FieldError, ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, ProhibitNullCharactersValidator
from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan
from django.db.models.query_utils import DeferredAttribute
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cyfran.domain.base.sealing import Sealed, fingerprint, first_key, seal, unseal

# No vowels, so that no id spells a word; no letter that looks like a figure.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 10
_BLANKS = " \t\r\n\N{NO-BREAK SPACE}"
# What people write between the figures of a telephone number, and the ways to say that it is a British one.
TELEPHONE_SPELLINGS = (
    *((between, "") for between in (" ", "\N{NO-BREAK SPACE}", "-", "\N{EN DASH}", ".", "/", "(", ")")),
    *(("+440", "0"), ("+44", "0")),
)
_APOSTROPHES = re.compile("['`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")
# Letters and signs that leave no mark where they stand.
_FILLERS = (
    "\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}\N{BRAILLE PATTERN BLANK}"
)
_TELEPHONE = re.compile(r"\+?[0-9]{10,15}")


def new_public_id() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


class PublicIdField(models.CharField):
    """A random name for a record, safe in addresses: it tells neither how many there are nor what comes next."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 12, "unique": True, "default": new_public_id, "editable": False, **options})

    def get_prep_value(self, value: Any) -> Any:
        """Ask for no NUL, which no id holds and PostgreSQL cannot even look for: such an id is not found, and no more."""
        value = super().get_prep_value(value)
        return value.replace("\0", " ") if isinstance(value, str) else value


class ShortText(models.CharField):
    """A text of one line. It takes no NUL, which PostgreSQL cannot store."""

    default_validators = [ProhibitNullCharactersValidator()]

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(_blank_if_invisible(value), model_instance)

    def deconstruct(self) -> Any:
        return _as_djangos(super().deconstruct(), "CharField")


class LongText(models.TextField):
    """A text of several lines, without a NUL as well. Its longest length holds at every door; Django asks it of forms alone."""

    default_validators = [ProhibitNullCharactersValidator()]

    def __init__(self, *names: Any, **options: Any) -> None:
        super().__init__(*names, **options)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        return super().clean(_blank_if_invisible(value), model_instance)

    def deconstruct(self) -> Any:
        return _as_djangos(super().deconstruct(), "TextField")


class SmallNumber(models.PositiveSmallIntegerField):
    """A number of minutes or of people."""

    default_validators = [MaxValueValidator(9999, _("Give a number that is not more than %(limit_value)s."))]

    def deconstruct(self) -> Any:
        return _as_djangos(super().deconstruct(), "PositiveSmallIntegerField")


class MinutesOfADay(SmallNumber):
    """A number of minutes that fit into one day."""

    default_validators = [
        MaxValueValidator(24 * 60, _("There are %(limit_value)s minutes in a day: give a number that is not more than that."))
    ]


def bare_telephone(text: str) -> str:
    """Return a telephone number as two are compared, however each was spelt: figures alone, a British one from its 0."""
    for spelling, bare in TELEPHONE_SPELLINGS:
        text = text.replace(spelling, bare)
    return text


def spellings_of(word: str) -> set[str]:
    """Return a word with either apostrophe, typed or printed: people and sources write both."""
    return {_APOSTROPHES.sub(one, word) for one in ("'", "\N{RIGHT SINGLE QUOTATION MARK}")}


def check_telephone(text: str) -> None:
    """Raise ValidationError where nobody could be rung at this number."""
    if not _TELEPHONE.fullmatch(bare_telephone(text)):
        raise ValidationError(_("Write a whole telephone number, such as 029 2018 0123."), code="not_a_telephone_number")


class TelephoneField(ShortText):
    """A telephone number, kept as it was written."""

    default_validators = [check_telephone]

    def __init__(self, *names: Any, **options: Any) -> None:
        super().__init__(*names, **{"max_length": 30, **options})


class _Opened(DeferredAttribute):
    """A sealed text on a row: it is opened when it is first read, and not at all where nobody reads it."""

    field: "EncryptedText"

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        value = super().__get__(instance, owner)
        if isinstance(value, Sealed):
            value = instance.__dict__[self.field.attname] = unseal(value, place=self.field.place_in(instance))
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedText(LongText):
    """A text that is sealed where it is stored, for this field of this row alone. Its row has a `public_id`.

    It is written through its row, never by a query; and looked for only as blank, or by the key that sealed it.
    """

    descriptor_class = _Opened

    def place_in(self, instance: models.Model) -> str:
        return f"{self.model._meta.label}.{self.attname}/{instance.serializable_value('public_id')}"

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return Sealed(value) if value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text = getattr(model_instance, self.attname)
        return seal(text, place=self.place_in(model_instance)) if text else text

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str) and value and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed: write it through its row.")
        return super().get_db_prep_save(value, connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Let a constraint ask of what is not stored whether it is blank, without the text itself going anywhere."""
        if isinstance(value, str) and value and not isinstance(value, Sealed) and not prepared:
            return "-"
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("exact", "startswith", "isnull"):
            raise FieldError(f"{self.name} is sealed: nothing can be looked for in it.")
        return super().get_lookup(lookup_name)


class Fingerprint(ShortText):
    """By what a sealed text of the same row is found, in the one spelling that `bare` gives every spelling of it."""

    def __init__(self, *names: Any, of: str = "", bare: Callable[[str], str] = str, **options: Any) -> None:
        self.of, self.bare = of, bare
        super().__init__(
            *names, **{"max_length": 90, "blank": True, "default": "", "editable": False, "db_index": True, **options}
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = self.bare(getattr(model_instance, self.of))
        return fingerprint(text, kind=self.kind, key_id=first_key())

    @property
    def kind(self) -> str:
        return f"{self.model._meta.label}.{self.of}"

    def deconstruct(self) -> Any:
        return _as_djangos(super().deconstruct(), "CharField")


def bare_email(text: str) -> str:
    """Return an e-mail address as two are compared."""
    return text.strip().casefold()


def bare_contact(text: str) -> str:
    """Return an e-mail address or a telephone number, whichever it is, as two are compared."""
    return bare_email(text) if "@" in text else bare_telephone(text)


def _blank_if_invisible(value: Any) -> Any:
    """Take a text in which nothing can be seen for what it is: a blank one."""
    if isinstance(value, str) and "\0" not in value and not any(map(_can_be_seen, value)):
        return ""
    return value


def _can_be_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _FILLERS


def _as_djangos(field: Any, kind: str) -> Any:
    name, _path, arguments, options = field
    return name, f"django.db.models.{kind}", arguments, options


def says_something(*names: str) -> models.Q:
    """Return the condition that each of these texts says something: blanks alone say nothing, at any door."""
    return models.Q(*(GreaterThan(Length(Func(name, Value(_BLANKS), function="TRIM")), 0) for name in names))


class BilingualText(str):
    """A text in the reader's language, else in the other one; it knows which, so that a page can say so."""

    cy: str
    en: str
    language: str

    def __new__(cls, *, cy: str, en: str) -> Self:
        wished = "cy" if (get_language() or "en").startswith("cy") else "en"
        other = "en" if wished == "cy" else "cy"
        halves = {"cy": cy, "en": en}
        language = wished if halves[wished] or not halves[other] else other
        text = super().__new__(cls, halves[language])
        text.cy, text.en, text.language = cy, en, language
        return text

    @property
    def halves(self) -> dict[str, str]:
        """Return both texts by language, as JSON shows them."""
        return {"cy": self.cy, "en": self.en}

    @property
    def missing_half(self) -> str:
        """Return the language, cy or en, in which this text is missing while the other exists; else nothing."""
        if bool(self.cy) == bool(self.en):
            return ""
        return "en" if self.cy else "cy"

    def __html__(self) -> SafeString:
        if self.missing_half and self.language != (get_language() or "en")[:2]:
            return format_html('<span lang="{}">{}</span>', self.language, str.__str__(self))
        return format_html("{}", str.__str__(self))


class bilingual:  # noqa: N801 -- read beside `property`, which it stands for
    """The two columns `<name>_cy` and `<name>_en`, read as one text in the language of the page."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> BilingualText:
        if instance is None:
            raise AttributeError(self.name)
        return BilingualText(cy=getattr(instance, f"{self.name}_cy"), en=getattr(instance, f"{self.name}_en"))


def set_fields(thing: models.Model, given: Mapping[str, Any], *, allowed: Collection[str]) -> list[str]:
    """Set those of the fields that differ and return their names; any field but those allowed is a caller's mistake."""
    if unknown := given.keys() - set(allowed):
        raise TypeError(f"Cannot be changed here: {', '.join(sorted(unknown))}")
    changed = sorted(name for name, value in given.items() if getattr(thing, name) != value)
    for name in changed:
        setattr(thing, name, given[name])
    return changed


def set_and_save(thing: models.Model, **values: object) -> None:
    """Set these fields and save the thing, where all that it then says may be so."""
    for name, value in values.items():
        setattr(thing, name, value)
    thing.full_clean()
    thing.save()
