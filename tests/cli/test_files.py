"""Files that commands read, and the errors that name them."""

import pytest

from cyfran.cli.files import naming, read_json, read_table, save
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


@pytest.mark.parametrize(
    "content",
    [
        b'a,b\n1,"2;3"\n',
        b"\xef\xbb\xbfa,b\r\n1,2;3\r\n",
        b'a;b\n1;"2;3"\n',
        b"a\tb\n1\t2;3\n",
        b"a,b\r1,2;3\r",
    ],
    ids=repr,
)
def test_read_table_takes_the_lines_and_signs_that_spreadsheets_write(content, tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(content)

    assert read_table(str(file)) == [["a", "b"], ["1", "2;3"]]


def test_save_replaces_what_is_there_and_leaves_nothing_else(tmp_path):
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")

    save({tmp_path / "a.csv": "new\r\n", tmp_path / "deep" / "b.csv": "tŷ"})

    assert (tmp_path / "a.csv").read_bytes() == b"new\r\n"
    assert (tmp_path / "deep" / "b.csv").read_text(encoding="utf-8") == "tŷ"
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == ["a.csv", "b.csv"]


def test_save_writes_none_where_one_cannot_be_written(tmp_path):
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")

    with pytest.raises(EngineError) as refused:
        save({tmp_path / "a.csv": "new", tmp_path: "new"})

    assert refused.value == EngineError("file_not_writable", file=str(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"


def test_save_follows_a_link_and_leaves_it_there(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")

    save({tmp_path / "link.csv": "new"})

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "new"
