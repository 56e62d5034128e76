"""By which ways those who took part in a project had come, so that everyone can judge for whom they speak."""

from django.utils.translation import gettext as _

from cyfran.domain.contributions.queries import Routes
from cyfran.web.ui.parts import Row


def rows_of(routes: Routes) -> list[Row]:
    """Say how many came by each way of which enough did, the most first, and that the others are not told apart."""
    told = [(str(way.label), people) for way, people in routes.by_way.items()]
    told += [(_("Passed on by %(partner)s") % {"partner": partner}, people) for partner, people in routes.by_partner.items()]
    rows = [Row(label, people) for label, people in sorted(told, key=lambda one: -one[1])]
    return [*rows, Row(_("Other ways, or not on record"), _("Not shown one by one"))] if rows else []
