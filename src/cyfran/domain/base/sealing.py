"""Sealing what nobody shall read in a stolen copy of the database, and finding it again without opening it.

A text is sealed with AES-GCM: nobody without the key can read it, change it, or put it into another row or field, since
its place is sealed in with it. The first key of the settings seals; the others still open what they sealed before.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.db.models import Model

_ROWS_AT_ONCE = 200
_MARK = "sealed:"
_NONCE_BYTES = 12
# What staff prove who they are with, which a library keeps in a shape of its own.
PLACE_OF_SECOND_STEPS = "mfa.Authenticator"


class CannotOpenError(Exception):
    """What is stored cannot be opened with the keys of the settings, or does not belong where it was found."""


class Sealed(str):
    """A text as it is stored: its key's name, and what only that key opens."""

    __slots__ = ()


def seal(text: str, *, place: str) -> Sealed:
    """Seal a text for one place: the field and the row it stands in."""
    key_id, key = next(iter(_keys().items()))
    nonce = os.urandom(_NONCE_BYTES)
    closed = nonce + _cipher(key).encrypt(nonce, text.encode(), place.encode())
    return Sealed(f"{mark_of(key_id)}{urlsafe_b64encode(closed).decode()}")


def unseal(sealed: str, *, place: str) -> str:
    """Return what was sealed for this place. Raises CannotOpenError."""
    _mark, key_id, closed = sealed.split(":", 2) if sealed.startswith(_MARK) else ("", "", "")
    try:
        raw = urlsafe_b64decode(closed)
        return _cipher(_keys()[key_id]).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()
    except (KeyError, InvalidTag, NotBase64, ValueError) as error:
        # Neither what is stored nor the key goes into what is said.
        raise CannotOpenError(f"{place} cannot be opened with the keys of CYFRAN_FIELD_KEYS.") from error


def is_sealed(text: str) -> bool:
    return text.startswith(_MARK)


def mark_of(key_id: str) -> str:
    """Return how everything begins that was sealed with this key."""
    return f"{_MARK}{key_id}:"


def first_key() -> str:
    """Return the name of the key that seals."""
    return next(iter(_keys()))


def fingerprint(text: str, *, kind: str, key_id: str) -> str:
    """Return by what a text is found again without being opened; it begins with the key's name. A blank has none."""
    if not text:
        return ""
    secret = hmac.digest(_keys()[key_id], b"fingerprints", "sha256")
    return f"{key_id}:{hmac.new(secret, f'{kind}/{text}'.encode(), hashlib.sha256).hexdigest()}"


def fingerprints(text: str, *, kind: str) -> list[str]:
    """Return what to look for: the fingerprint with each key, since some rows may still have an older one."""
    return [fingerprint(text, kind=kind, key_id=key_id) for key_id in _keys() if text]


def seal_stored(model: type[Model], names: Collection[str], prints: Mapping[str, tuple[str, Callable[[str], str]]]) -> int:
    """Seal what a migration finds unsealed in these fields, some rows at a time; return how many rows.

    What is done is done: stopped and begun again, it goes on where it was. `prints` names the fields by which one is found.
    """
    done, last = 0, 0
    while True:
        with transaction.atomic():
            rows = list(model._default_manager.select_for_update(of=("self",)).filter(pk__gt=last).order_by("pk")[:_ROWS_AT_ONCE])
            done += sum(_seal_row(row, names, prints) for row in rows)
        if not rows:
            return done
        last = rows[-1].pk


def _seal_row(row: Any, names: Collection[str], prints: Mapping[str, tuple[str, Callable[[str], str]]]) -> bool:
    label = row._meta.label
    open_still = [name for name in names if getattr(row, name) and not is_sealed(getattr(row, name))]
    for name, (of, bare) in prints.items():
        if of in open_still:
            setattr(row, name, fingerprint(bare(getattr(row, of)), kind=f"{label}.{of}", key_id=first_key()))
    for name in open_still:
        setattr(row, name, str(seal(getattr(row, name), place=f"{label}.{name}/{row.public_id}")))
    if open_still:
        row.save(update_fields=[*open_still, *(name for name, (of, _bare) in prints.items() if of in open_still)])
    return bool(open_still)


def _keys() -> Mapping[str, bytes]:
    keys: Mapping[str, bytes] = settings.FIELD_KEYS
    return keys


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
