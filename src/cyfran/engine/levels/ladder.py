"""The eight levels of participation, lowest first."""

from enum import IntEnum


class Level(IntEnum):
    """How far carers take part: no record yet, then the seven steps of the TLAP ladder of co-production.

    A higher level compares greater. Source of the names: Think Local Act Personal and the National Co-production
    Advisory Group, "Ladder of co-production". What each level asks for is ours: see `conditions.py`.
    """

    NONE_RECORDED = 0
    COERCION = 1
    EDUCATING = 2
    INFORMING = 3
    CONSULTATION = 4
    ENGAGEMENT = 5
    CO_DESIGN = 6
    CO_PRODUCTION = 7

    @property
    def code(self) -> str:
        """The name in lower case, as JSON shows it."""
        return self.name.lower()
