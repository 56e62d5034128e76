"""Write the papers of data protection from the registry of what is kept about people.

    .venv/bin/python tools/privacy.py

They are the record of processing, the table of how long things are kept, and a start for the impact assessment, in
docs/operations/privacy/. A test compares them with the registry.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "operations" / "privacy"
MADE = "*Made by `tools/privacy.py` from the registries of the code: change those, not this page.*"


def documents() -> dict[str, str]:
    """Return each paper by the name of its file, in English as all papers for those who run Cyfran."""
    from django.utils.translation import override  # noqa: PLC0415 -- needs Django

    with override("en"):
        return {"processing.md": processing(), "retention.md": retention(), "dpia.md": assessment()}


def processing() -> str:
    """Return the record of processing activities: one part for each kind of people, one row for each kind of data."""
    from cyfran.domain.base.registry import Whose, kinds_kept  # noqa: PLC0415 -- needs Django
    from cyfran.web.public.about.privacy import seen_by  # noqa: PLC0415 -- needs Django

    parts = []
    for whose in Whose:
        rows = [
            (kind.what, kind.why, kind.basis.label, kind.kept.label, "; ".join(map(str, seen_by(kind))))
            for kind in kinds_kept(whose)
        ]
        parts.append(f"## {whose.label}\n\n{table(('what', 'what for', 'legal ground', 'how long', 'who sees it'), rows)}")
    return paper(
        "Record of processing",
        "Controller: the organisation a person registered with, for its own people; who runs the installation works for it. "
        "Nothing is sold, nothing leaves this installation but the messages people are sent, and nothing is decided about a "
        "person by a machine alone: a draw by lot is announced beforehand, made by rule and can be repeated by anyone.",
        *parts,
        f"## Field by field\n\n{fields()}",
    )


def fields() -> str:
    """Return what each field of the database holds."""
    from cyfran.domain.base.queries import sealed_fields, sealed_models  # noqa: PLC0415 -- needs Django
    from cyfran.domain.base.registry import kept_fields  # noqa: PLC0415 -- needs Django

    sealed = {(model._meta.label, field.name) for model in sealed_models() for field in sealed_fields(model)}
    names: dict[tuple[str, str], list[str]] = {}
    for field in kept_fields():
        shown = f"`{field.name}` (sealed)" if (field.model, field.name) in sealed else f"`{field.name}`"
        names.setdefault((field.model, str(field.data.what)), []).append(shown)
    return "What is sealed can be read with the key of `CYFRAN_FIELD_KEYS` alone, which is in no backup.\n\n" + table(
        ("record", "fields", "holds"), [(model, ", ".join(found), what) for (model, what), found in names.items()]
    )


def retention() -> str:
    """Return how long each kind is kept."""
    from cyfran.domain.base.registry import Whose, kinds_kept  # noqa: PLC0415 -- needs Django

    rows = [(kind.what, whose.label, kind.kept.label) for whose in Whose for kind in kinds_kept(whose)]
    return paper("How long it is kept", table(("what", "whose", "how long"), rows))


def assessment() -> str:
    """Return a start for the impact assessment, for the organisation to go through and complete."""
    from cyfran.domain.base.registry import Whose, kinds_kept  # noqa: PLC0415 -- needs Django

    sensitive = [(kind.what, kind.why) for whose in Whose for kind in kinds_kept(whose) if kind.may_be_sensitive]
    needed = [
        "Records of carers often show the health of somebody else, who never registered.",
        "People who look after somebody can be worn out, dependent on services, or young.",
        "What they say can be told back to a story that neighbours know.",
    ]
    risks = [
        ("Words give somebody away", "shown only with permission, without a name, after a person has checked them", ""),
        ("A small count points at somebody", "counts below five are not published", ""),
        ("A link to a person's page falls into other hands", "a new link makes every earlier one useless", ""),
        (
            "Staff look at records out of curiosity",
            "each look, and each time it is shown how somebody is reached, is written down with who, what for and when; "
            "the person reads it on their own page",
            "",
        ),
        (
            "Answers about equality lead back to somebody",
            "each lies apart under a token that only the person's own sealed secret makes; staff read counts of five or more, "
            "which change only when at least five people have answered otherwise",
            "",
        ),
        (
            "Records outlive their purpose",
            "whoever is silent for years is listed for 28 days and told, then removed; the doctor tells of what is overdue",
            "backups, until they are deleted",
        ),
        ("Somebody feels pressed to take part", "no reward before a choice; only the person lifts their own limit", ""),
        (
            "A copy of the database is stolen",
            "contact details and messages are sealed with a key kept apart",
            "",
        ),
        (
            "A telephone is lost on which staff registered people where there was no signal",
            "what was written of them, and nothing else, lies unsealed in its browser until the server has it, which is as soon "
            "as there is a signal, and is then removed; what waits for more than a day is named to staff, who send it or take "
            "it off; what was only begun is dropped after a day",
            "what waits until then: staff lock the telephone, and whoever looks after it can wipe it from afar",
        ),
        ("The person cared for is exposed", "no name and nothing of their health is asked", ""),
    ]
    return paper(
        "Impact assessment: a start",
        "An organisation completes this with its information governance lead before it begins; it is no legal advice. "
        "Purposes, fields and times are in the [record of processing](processing.md) and the [table](retention.md) beside it.",
        "## Why one is needed\n\n" + "\n".join(f"- {line}" for line in needed),
        "## What can be sensitive\n\n"
        "For these the organisation names its condition (Article 9(2)), often substantial public interest or the management of "
        "health and social care, and keeps the policy document that this needs.\n\n" + table(("what", "what for"), sensitive),
        "## Risks, and what the product does\n\n" + table(("risk", "what is done", "what is left, and who accepts it"), risks),
        "## To be said by the organisation\n\n"
        + table(
            ("question", "answer"),
            [
                ("Which legal ground do you go by, and where is it written?", ""),
                ("Which carers did you ask about this assessment, and what did they say?", ""),
                ("Who answers requests for copies, correction and removal?", ""),
                ("Where does the machine stand, and who else can reach it?", ""),
                ("Who looks at this again, and when?", ""),
            ],
        ),
    )


def paper(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", MADE, *parts)) + "\n"


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as Markdown writes it."""
    head = tuple(head)
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def main() -> int:
    """Write every paper."""
    sys.path.insert(0, str(ROOT / "src"))
    # The models are read with the settings of the tests, so that no database and no secret is needed.
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
