"""Second steps of signing in for tests."""

from itertools import count

from allauth.mfa.models import Authenticator
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from cyfran.domain.base.models import User

_numbers = count(1)


def make_passkey(user: User, **given) -> Authenticator:
    """Make a passkey as it is kept after a device made it. Nobody has the device, so nobody can use it."""
    named = f"passkey {next(_numbers)}".encode()
    key = AttestedCredentialData.create(bytes(16), named, ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}))
    kept = AttestationObject.create("none", AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, key), {})
    credential = {
        "id": websafe_encode(named),
        "rawId": websafe_encode(named),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(b'{"type":"","challenge":"","origin":""}'),
            "attestationObject": websafe_encode(kept),
        },
        "clientExtensionResults": {},
    }
    data = {"name": "Ffôn enghreifftiol", "credential": credential, **given}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
