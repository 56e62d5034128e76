"""From where a page may load anything, and where its forms may lead: from and to this website alone."""

import re
from typing import Any

from csp.constants import NONE, SELF


def policy_of(*, sign_in_at: str) -> dict[str, Any]:
    """Return the content security policy. Where staff come by the sign-in of their organisation, a form leads there too."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF],
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            # Browsers also ask this where a form leads on to: the sign-in of the organisation.
            "form-action": [SELF, *re.findall("^https?://[^/]+", sign_in_at)],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
        }
    }
