"""Reading a record in order to change it, links that open one page for one person, the way e-mails leave, and what is sealed."""

from collections.abc import Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

from cyfran.domain.base.fields import EncryptedText, Fingerprint
from cyfran.domain.base.sealing import PLACE_OF_SECOND_STEPS, CannotOpenError, first_key, is_sealed, mark_of, unseal


def lock(thing: Model) -> None:
    """Read a record as it is stored and hold it to the end of the action: of two people, the second finds what the first did.

    A form may already have written new values on the instance; they are gone after this.
    """
    stored: QuerySet[Any] = type(thing)._default_manager.select_for_update()
    thing.refresh_from_db(from_queryset=stored)


def hold(things: QuerySet[Any]) -> None:
    """Hold records to the end of the action, in one order for everybody, so that no two actions wait for each other."""
    list(things.order_by("pk").select_for_update().values_list("pk"))


def sign_link(kind: str, public_id: str, version: int = 1) -> str:
    """Return the part of an address that opens one record. Nothing of it is stored: it is signed with the secret key.

    Raising the version of a record makes all its earlier links useless.
    """
    return _signer(kind).sign(f"{public_id}-{version}")


def read_link(kind: str, link: str) -> tuple[str, int] | None:
    """Return the public id and version a link was signed for, or None where it is not ours."""
    try:
        public_id, version = _signer(kind).unsign(link).rsplit("-", 1)
    except (BadSignature, ValueError):
        return None
    return public_id, int(version)


def _signer(kind: str) -> Signer:
    # A full stop, unlike the usual colon, is kept inside a link by every e-mail program, and no signature holds one.
    return Signer(salt=f"link.{kind}", sep=".")


def way_out(*, to_outbox: bool) -> Any:
    """Return the way an e-mail leaves. To invented people none does, and a text has no other way: it becomes a file."""
    if to_outbox:
        return get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=settings.DATA / "outbox")
    return get_connection()


def email_of(
    parts: Iterable[tuple[str, str]], *, to: str, to_outbox: bool, html: str = "", **options: Any
) -> EmailMultiAlternatives:
    """Return one e-mail of a subject and a body in each language, one after the other. HTML, if given, stands beside the text."""
    subjects, bodies = zip(*parts, strict=True)
    email = EmailMultiAlternatives(
        " / ".join(subjects), "\n\n———\n\n".join(bodies) + "\n", to=[to], connection=way_out(to_outbox=to_outbox), **options
    )
    if html:
        email.attach_alternative(html, "text/html")
    return email


def sealed_fields(model: type[Model]) -> list[EncryptedText[Any, Any]]:
    return [field for field in model._meta.fields if isinstance(field, EncryptedText)]


def sealed_models() -> list[type[Model]]:
    """Return the models of which something is sealed."""
    return [model for model in apps.get_models() if sealed_fields(model)]


def sealed_with_another_key(model: type[Model]) -> QuerySet[Any]:
    """Return the rows of which something is sealed, or found again, by another key than the first."""
    other = _sealed_by_none_of(model, [first_key()])
    for field in model._meta.fields:
        if isinstance(field, Fingerprint):
            other |= ~Q(**{field.name: ""}) & ~Q(**{f"{field.name}__startswith": f"{first_key()}:"})
    return model._default_manager.filter(other).order_by("pk")


def keys_open(model: type[Model]) -> bool:
    """Tell whether the keys of the settings open what is sealed: none is missing, and the latest row can be read."""
    if model._default_manager.filter(_sealed_by_none_of(model, settings.FIELD_KEYS)).exists():
        return False
    latest = model._default_manager.order_by("pk").last()
    try:
        return latest is None or all(getattr(latest, field.name) is not None for field in sealed_fields(model))
    except CannotOpenError:
        return False


def sealed_in(kept: Mapping[str, Any]) -> dict[str, str]:
    """Return what is sealed of a second step of signing in, by its name."""
    return {name: text for name, text in kept.items() if isinstance(text, str) and is_sealed(text)}


def second_steps_sealed_with_another_key() -> list[int]:
    """Return the second steps of which something is sealed by another key than the first."""
    first = mark_of(first_key())
    kept = Authenticator.objects.order_by("pk").values_list("pk", "data")
    return [pk for pk, data in kept if not all(text.startswith(first) for text in sealed_in(data).values())]


def everything_opens() -> bool:
    """Tell whether the keys of the settings open what is sealed in the records and of second steps."""
    return all(map(keys_open, sealed_models())) and _second_steps_open()


def _second_steps_open() -> bool:
    try:
        for data in Authenticator.objects.values_list("data", flat=True):
            for text in sealed_in(data).values():
                unseal(text, place=PLACE_OF_SECOND_STEPS)
    except CannotOpenError:
        return False
    return True


def _sealed_by_none_of(model: type[Model], keys: Iterable[str]) -> Q:
    found = Q(pk__in=())
    for field in sealed_fields(model):
        others = ~Q(**{field.name: ""})
        for key_id in keys:
            others &= ~Q(**{f"{field.name}__startswith": mark_of(key_id)})
        found |= others
    return found
