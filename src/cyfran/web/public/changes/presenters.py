"""One thing said and what came of it, on the page and as a line of a table."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from cyfran.domain.decisions.queries import SaidAndDone

COLUMNS = (
    *("reference", "project", "project_cy", "project_en", "themes_cy", "themes_en", "language", "words"),
    *("state", "state_cy", "state_en", "reason_cy", "reason_en", "answered_on", "due_on", "decided_on"),
)


@dataclass(frozen=True)
class ChangeOnPage:
    row: SaidAndDone

    @property
    def note(self) -> SafeString:
        """Name the project, with a link to it, and the themes."""
        address = reverse("public:projects:show", args=[self.row.project])
        project = format_html('<a class="govuk-link" href="{}">{}</a>', address, self.row.project_title)
        themes = format_html_join("", " · {}", ((theme.name,) for theme in self.row.themes))
        return format_html("{}{}", project, themes)


def as_row(row: SaidAndDone) -> list[object]:
    """Give the words in the language in which they were said, and everything of ours in both."""
    return [
        *(row.reference, row.project, row.project_title.cy, row.project_title.en),
        "; ".join(theme.name.cy for theme in row.themes),
        "; ".join(theme.name.en for theme in row.themes),
        *(row.language, row.words, row.state.lower(), _label("cy", row), _label("en", row)),
        *(row.reason.cy, row.reason.en, row.answered_on, row.due_on or "", row.decided_on or ""),
    ]


def _label(language: str, row: SaidAndDone) -> str:
    with override(language):
        return str(row.state.label)
