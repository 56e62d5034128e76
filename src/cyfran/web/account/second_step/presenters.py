"""What somebody has set up to prove who she is."""

from dataclasses import dataclass
from typing import Self

from allauth.mfa.models import Authenticator

from cyfran.domain.base.models import User


@dataclass(frozen=True)
class Steps:
    """The app, the passkeys and the codes for a bad day of one account."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes: Authenticator | None

    @classmethod
    def of(cls, user: User) -> Self:
        found = list(Authenticator.objects.filter(user=user).order_by("created_at"))
        kinds = {step.type: step for step in found}
        passkeys = [step for step in found if step.type == Authenticator.Type.WEBAUTHN]
        return cls(kinds.get(Authenticator.Type.TOTP), passkeys, kinds.get(Authenticator.Type.RECOVERY_CODES))

    @property
    def is_set_up(self) -> bool:
        return bool(self.app or self.passkeys)

    @property
    def codes_left(self) -> int:
        return len(self.codes.wrap().get_unused_codes()) if self.codes else 0
