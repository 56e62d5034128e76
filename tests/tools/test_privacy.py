"""The papers of data protection say what the code says."""

import pytest
from tools.privacy import FOLDER, documents


@pytest.mark.parametrize("name", ["processing.md", "retention.md", "dpia.md"])
def test_a_paper_is_as_the_registry_has_it(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == documents()[name], "Run tools/privacy.py."


def test_there_is_no_paper_but_those_that_are_made():
    assert {path.name for path in FOLDER.iterdir()} == set(documents())


def test_the_record_of_processing_goes_field_by_field():
    assert "| people.Person | `public_id`, `user`, `name`, `channel`, `email` (sealed)," in documents()["processing.md"]
