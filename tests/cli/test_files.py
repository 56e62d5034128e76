"""Files that commands read, and the errors that name them."""

import pytest

from cyfran.cli.files import naming, read_json
from cyfran.engine.errors import EngineError


def test_read_json_gives_what_the_file_holds(tmp_path):
    file = tmp_path / "a.json"
    file.write_text('{"a": [1, 2.5, "tŷ", null, true]}', encoding="utf-8")

    assert read_json(str(file)) == {"a": [1, 2.5, "tŷ", None, True]}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("{", EngineError("file_not_json", line=1, column=2)),
        ("{} {}", EngineError("file_not_json", line=1, column=4)),
        ('{"a": 1, "a": 2}', EngineError("json_key_twice", key="a")),
        ('[{"b": {"a": 1, "a": 1}}]', EngineError("json_key_twice", key="a")),
        ("[Infinity]", EngineError("json_not_a_number", value="Infinity")),
        ("[" * 100_000, EngineError("json_too_deep")),
        ("1" * 5000, EngineError("json_number_too_long")),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_read_json_refuses_what_programs_would_read_differently(content, error, tmp_path):
    file = tmp_path / "a.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(EngineError) as caught:
        read_json(str(file))

    assert caught.value == error


def test_naming_adds_the_file_to_an_error():
    with pytest.raises(EngineError) as caught, naming("a.json"):
        raise EngineError("missing_key", key="b")

    assert caught.value == EngineError("missing_key", key="b", file="a.json")


def test_naming_leaves_the_file_that_an_error_knows_better():
    with pytest.raises(EngineError) as caught, naming("outer.json"), naming("inner.json"):
        raise EngineError("missing_key", key="b")

    assert caught.value.params["file"] == "inner.json"
