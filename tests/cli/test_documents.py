"""What the documents for whoever runs Cyfran tell them to type and to read is there."""

import re
import shlex
from pathlib import Path

import pytest

from cyfran.cli.main import build_parser

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = ROOT / "docs" / "operations"
DOCUMENTS = sorted(OPERATIONS.glob("*.md"))
# From `.venv/bin/cyfran` on, or from the command that a container is given.
COMMAND = re.compile(r"(?:bin/cyfran|cyfran(?: cyfran)+) (.+?)'?$", re.MULTILINE)


def commands() -> list[str]:
    files = [*DOCUMENTS, *OPERATIONS.glob("files/*.service"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    return sorted({command for file in files for command in COMMAND.findall(file.read_text())})


@pytest.mark.parametrize("command", commands())
def test_every_command_of_the_documents_can_be_typed_as_it_stands(command):
    words = shlex.split(command, comments=True)

    assert callable(build_parser().parse_args(words).run)


def test_the_documents_name_the_verbs_of_every_day():
    verbs = {command.split()[0] for command in commands()}

    assert {"serve", "worker", "begin", "check", "backup", "restore", "upgrade", "move-database", "rotate-keys"} <= verbs


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_of_the_documents_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_document_that_the_program_names_is_there():
    named = {name for file in (ROOT / "src").rglob("*.py") for name in re.findall(r"docs/[\w/-]+\.md", file.read_text())}

    assert "docs/operations/one-machine.md" in named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
