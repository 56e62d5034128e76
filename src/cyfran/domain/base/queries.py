"""Reading a record in order to change it, and links that open one page for one person without signing in."""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet


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
