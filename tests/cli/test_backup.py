import sqlite3
import threading
from contextlib import closing

import pytest

from cyfran.cli.database import problems_of
from cyfran.cli.exits import BAD_INPUT, DONE, STOPPED
from cyfran.cli.main import main
from tests.cli.databases import names_in


def refused(capsys, *arguments) -> str:
    with pytest.raises(SystemExit) as caught:
        main([str(argument) for argument in arguments])

    printed = capsys.readouterr()
    assert (caught.value.code, printed.out) == (BAD_INPUT, "")
    return printed.err.strip()


def test_backup_writes_a_whole_copy_that_nobody_else_may_read(database, tmp_path, capsys):
    copy = tmp_path / "copies" / "today.sqlite3"

    assert main(["backup", str(copy)]) == DONE

    assert capsys.readouterr().out == f"Backed up to {copy}.\n"
    assert (names_in(copy), problems_of(copy)) == (["Ann"], "")
    assert copy.stat().st_mode & 0o777 == 0o600


def test_backup_takes_in_what_only_the_log_holds_yet(database, tmp_path):
    with closing(sqlite3.connect(database)) as open_elsewhere:
        open_elsewhere.execute("INSERT INTO people_person VALUES ('Beth')")
        open_elsewhere.commit()

        main(["backup", str(tmp_path / "copy")])

    assert names_in(tmp_path / "copy") == ["Ann", "Beth"]


def test_backup_during_writes_holds_each_act_whole_or_not_at_all(database, tmp_path):
    stop, begun = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=20)) as connection:
            while not stop.is_set():
                with connection:
                    connection.execute("INSERT INTO people_person VALUES ('somebody')")
                    connection.execute("INSERT INTO base_auditevent VALUES ('person.registered')")
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(timeout=20)
    try:
        copies = [tmp_path / f"copy-{number}" for number in range(3)]
        for copy in copies:
            assert main(["backup", str(copy)]) == DONE
    finally:
        stop.set()
        writer.join()

    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            (events,) = connection.execute("SELECT count(*) FROM base_auditevent").fetchone()
        assert len(names_in(copy)) == events + 1 > 1


def test_backup_writes_over_nothing(database, tmp_path, capsys):
    (tmp_path / "mine").write_text("keep me")

    assert refused(capsys, "backup", tmp_path / "mine") == f"{tmp_path / 'mine'} already exists: choose another name."
    assert (tmp_path / "mine").read_text() == "keep me"


def test_backup_says_where_it_cannot_write_and_leaves_nothing_half_done(database, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")

    said = refused(capsys, "backup", tmp_path / "file" / "copy")

    assert said.startswith("The copy cannot be written: ")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("name", [".", "copies", "a" * 300])
def test_backup_refuses_what_can_be_no_new_file_in_one_sentence(name, database, tmp_path, capsys):
    (tmp_path / "copies").mkdir()
    before = sorted(tmp_path.rglob("*"))

    said = refused(capsys, "backup", tmp_path / name)

    assert len(said.splitlines()) == 1
    assert "Errno" not in said
    assert sorted(tmp_path.rglob("*")) == before


def test_backup_leaves_nothing_of_a_copy_that_is_not_whole(database, tmp_path, capsys):
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE people_person")

    assert refused(capsys, "backup", tmp_path / "copy") == "The copy is not whole: it is another program's database"
    assert not (tmp_path / "copy").exists()


def test_backup_leaves_nothing_of_a_copy_that_was_cut_off(database, tmp_path, monkeypatch):
    def stop(_copy):
        raise KeyboardInterrupt

    monkeypatch.setattr("cyfran.cli.database.problems_of", stop)

    assert main(["backup", str(tmp_path / "copy")]) == STOPPED

    assert not (tmp_path / "copy").exists()


def test_backup_says_that_there_is_no_database_yet(database, tmp_path, capsys):
    database.unlink()

    assert refused(capsys, "backup", tmp_path / "copy") == f"There is no database at {database} yet."
    assert not (tmp_path / "copy").exists()
