import sqlite3
from contextlib import closing

import pytest

from cyfran.cli.exits import BAD_INPUT, DONE
from cyfran.cli.main import main
from tests.cli.databases import make_database, names_in


def refused(capsys, file) -> str:
    with pytest.raises(SystemExit) as caught:
        main(["restore", str(file)])

    printed = capsys.readouterr()
    assert (caught.value.code, printed.out) == (BAD_INPUT, "")
    return printed.err.strip()


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(database, tmp_path, capsys):
    main(["backup", str(tmp_path / "copy")])
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM people_person")
    capsys.readouterr()

    assert main(["restore", str(tmp_path / "copy")]) == DONE

    kept = database.with_suffix(".before-restore")
    assert capsys.readouterr().out == f"Restored from {tmp_path / 'copy'}.\nWhat was there before is kept as {kept}.\n"
    assert (names_in(database), names_in(kept)) == (["Ann"], [])
    assert {file.stat().st_mode & 0o777 for file in (database, kept)} == {0o600}


def test_a_second_restore_keeps_what_the_first_one_kept(database, tmp_path):
    for name in ("Beth", "Carys"):
        assert main(["restore", str(make_database(tmp_path / name, name))]) == DONE

    first, second = database.with_suffix(".before-restore"), database.with_suffix(".before-restore-2")
    assert [names_in(file) for file in (database, second, first)] == [["Carys"], ["Beth"], ["Ann"]]


def test_restore_brings_the_database_to_a_machine_that_has_none(database, tmp_path, capsys):
    copy = make_database(tmp_path / "copy", "Beth")
    database.unlink()
    database.parent.rmdir()

    assert main(["restore", str(copy)]) == DONE

    assert names_in(database) == ["Beth"]
    assert capsys.readouterr().out == f"Restored from {copy}.\n"


def test_nothing_of_the_former_log_is_read_into_what_was_restored(database, tmp_path):
    copy = make_database(tmp_path / "copy", "Beth")
    log = database.with_name(f"{database.name}-wal")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO people_person VALUES ('Carys')")
        connection.commit()
        left_over = log.read_bytes()
    log.write_bytes(left_over)

    main(["restore", str(copy)])

    assert names_in(database) == ["Beth"]
    assert not log.exists()


def test_restore_puts_a_backup_in_the_place_of_a_damaged_database(database, tmp_path):
    copy = make_database(tmp_path / "copy", "Beth")
    database.write_bytes(b"damaged" * 1000)

    assert main(["restore", str(copy)]) == DONE

    assert names_in(database) == ["Beth"]
    assert database.with_suffix(".before-restore").read_bytes() == b"damaged" * 1000


def test_restore_waits_for_nobody_who_has_the_database_open(database, tmp_path, capsys):
    copy = make_database(tmp_path / "copy", "Beth")
    with closing(sqlite3.connect(database)) as server:
        server.execute("SELECT count(*) FROM people_person").fetchone()

        assert refused(capsys, copy) == "The database is in use: stop Cyfran first."

    assert names_in(database) == ["Ann"]
    assert sorted(file.name for file in database.parent.iterdir()) == [database.name]


def damaged(file):
    make_database(file, *["somebody"] * 5000)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 3000] = b"?" * 3000
    file.write_bytes(content)


def cut_short(file):
    make_database(file, *["somebody"] * 5000)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    file.write_bytes(file.read_bytes()[:-5000])


def of_another_program(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE songs (title text)")


def no_database(file):
    file.write_text("Dear Cyfran,")


def nothing_at_all(file):
    assert not file.exists()


def a_folder(file):
    file.mkdir()


@pytest.mark.parametrize("make", [damaged, cut_short, of_another_program, no_database, nothing_at_all, a_folder])
def test_restore_refuses_what_is_no_whole_backup_and_leaves_all_as_it_was(make, database, tmp_path, capsys):
    make(tmp_path / "copy")

    said = refused(capsys, tmp_path / "copy")

    assert said.startswith(f"{tmp_path / 'copy'} is not a whole backup of Cyfran: ")
    assert len(said.splitlines()) == 1
    assert names_in(database) == ["Ann"]
    assert not database.with_suffix(".before-restore").exists()


def test_restore_says_what_the_disk_refused_and_leaves_all_as_it_was(database, tmp_path, capsys, monkeypatch):
    copy = make_database(tmp_path / "copy", "Beth")

    def refuse(*_files):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", refuse)

    assert refused(capsys, copy) == "The backup cannot be put in place: No space left on device"
    assert names_in(database) == ["Ann"]
    assert [file.name for file in database.parent.iterdir()] == [database.name]


def test_restore_says_that_a_name_cannot_be_that_of_a_file(database, tmp_path, capsys):
    assert refused(capsys, tmp_path / ("a" * 300)) == "The backup cannot be put in place: File name too long"
