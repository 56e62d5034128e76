"""The ways to share out chances, in words that need no mathematics."""

from django.utils.translation import gettext_lazy as _

from cyfran.domain.opportunities.choices import Fairness
from cyfran.web.ui.parts import Text

FAIRNESS: dict[str, tuple[Text, Text]] = {
    Fairness.LEXIMIN: (
        _("Nobody is left behind (usual)"),
        _("The least likely person gets as large a chance as the targets allow, then the next least likely, and so on."),
    ),
    Fairness.GOLDILOCKS: (
        _("Neither very low nor very high chances"),
        _("Nobody is nearly certain to be chosen either, so that it helps nobody to say something untrue of themselves."),
    ),
    Fairness.NASH: (
        _("As even as can be over everybody"),
        _("Some people may get a little less than they could, where many others gain by it."),
    ),
    Fairness.MAXIMIN: (
        _("Only the least likely person counts"),
        _("Their chance is as large as it can be; the chances of all others fall as they may. The quickest for thousands."),
    ),
}
