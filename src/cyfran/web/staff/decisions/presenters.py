"""A decision as staff see it."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from cyfran.domain.base.fields import BilingualText
from cyfran.domain.contributions.models import Theme
from cyfran.domain.decisions.models import Decision
from cyfran.web.ui.parts import Row, Text
from cyfran.web.ui.templatetags.ui import day, moment


@dataclass(frozen=True)
class DecisionOnPage:
    public_id: str
    question: BilingualText
    project_public_id: str
    project_title: str
    state: str
    state_name: Text
    is_decided: bool
    rows: list[Row]
    themes: list[Theme]

    @classmethod
    def of(cls, decision: Decision) -> Self:
        is_decided = bool(decision.outcome)
        return cls(
            public_id=decision.public_id,
            question=decision.question,
            project_public_id=decision.stage.project.public_id,
            project_title=decision.stage.project.title,
            state=decision.outcome or "waiting",
            state_name=decision.get_outcome_display() or _("Voting is open"),
            is_decided=is_decided,
            rows=_rows(decision),
            themes=list(decision.themes.all()),
        )


def _rows(decision: Decision) -> list[Row]:
    rows = [
        Row(_("Stage"), decision.stage.get_kind_display()),
        Row(_("Who decides"), decision.decided_by),
        Row(_("Carers' right"), decision.get_carer_right_display()),
        Row(_("Voting opened"), moment(decision.vote_opened_at)),
        Row(_("Decided on"), day(decision.decided_on)),
        Row(_("Reasons"), decision.reason),
        Row(_("Who disagreed, and why"), decision.dissent),
    ]
    return [row for row in rows if row.value]
