"""Carrying all records from one database into another of either kind, counted and compared.

What is carried are the columns as they are stored, by the version of Cyfran that the source is of: nothing is opened that is
encrypted, and an older database can be copied before it is upgraded. What was counted against limits stays behind.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models.expressions import Col
from django.utils.translation import gettext as _

_OTHER = "other"
_AT_ONCE = 500
_MADE_WITH_THE_TABLES = {"auth_permission", "django_content_type"}


@dataclass(frozen=True)
class Carried:
    """What was carried of one table: how many rows, and a digest of all that stands in them, in whatever order."""

    table: str
    rows: int
    digest: str


@contextmanager
def another_database(address: Mapping[str, Any]) -> Iterator[str]:
    """Have a second database open for a while, and yield the name to use it by."""
    connections.settings[_OTHER] = connections.configure_settings({DEFAULT_DB_ALIAS: {}, _OTHER: dict(address)})[_OTHER]
    try:
        yield _OTHER
    finally:
        connections[_OTHER].close()
        del connections[_OTHER]
        del connections.settings[_OTHER]


def is_empty(alias: str) -> bool:
    """Say whether a database holds no table yet."""
    with connections[alias].cursor() as cursor:
        return not connections[alias].introspection.table_names(cursor)


def holds_records(alias: str) -> bool:
    """Say whether anything is on record, beside what making the tables may have written down of them."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return any(next(table.rows(alias), None) for table in _tables(alias) if table.name in there - _MADE_WITH_THE_TABLES)


def carry(source: str, target: str) -> list[Carried]:
    """Bring all that the source holds at one moment into the target, in one step.

    The target must be empty or of the same version; what it held is gone. Raises ValidationError where a table cannot be
    carried or did not arrive as it left; then the target is as it was.
    """
    if is_empty(target):
        _prepare(target, version_of(source))
    if version_of(target) != version_of(source):
        raise ValidationError(_("The two databases are of different versions of Cyfran: empty the one that is to be filled."))
    tables = _tables(source)
    with _one_moment(source), transaction.atomic(using=target):
        _empty(tables, target)
        sent = [_send(table, source, target) for table in tables]
        arrived = [table.counted(target) for table in tables]
        for before, after in zip(sent, arrived, strict=True):
            if before != after:
                raise ValidationError(_("The table %(table)s did not arrive as it left.") % {"table": before.table})
        _continue_numbers(tables, target)
    return sent


# --- Versions --------------------------------------------------------------------------------------------------------


def version_of(alias: str) -> set[tuple[str, str]]:
    """Return the migrations by which a database is what it is."""
    return set(MigrationLoader(connections[alias]).applied_migrations)


def _prepare(target: str, version: set[tuple[str, str]]) -> None:
    """Make the tables of a version. Migrations may ask for the usual database: meanwhile, the target is that."""
    with _as_usual(target) as connection:
        executor = MigrationExecutor(connection)
        if unknown := version - set(executor.loader.graph.nodes):
            words = _("The database is of a newer version of Cyfran than this one: %(migration)s is not known here.")
            raise ValidationError(words % {"migration": ".".join(min(unknown))})
        executor.migrate([key for key in sorted(version) if not _goes_on(executor.loader, key, version)])


def _goes_on(loader: MigrationLoader, key: tuple[str, str], version: set[tuple[str, str]]) -> bool:
    return any(child.key in version and child.key[0] == key[0] for child in loader.graph.node_map[key].children)


@contextmanager
def _as_usual(alias: str) -> Iterator[BaseDatabaseWrapper]:
    usual, its_settings = connections[DEFAULT_DB_ALIAS], connections.settings[DEFAULT_DB_ALIAS]
    connections.settings[DEFAULT_DB_ALIAS] = connections.settings[alias]
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield connections[DEFAULT_DB_ALIAS]
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS], connections.settings[DEFAULT_DB_ALIAS] = usual, its_settings


# --- Tables ----------------------------------------------------------------------------------------------------------


class _Column:
    """A column as its kind of database stores it, whatever our fields make of it."""

    def __init__(self, field: Any) -> None:
        self.name: str = field.column
        while field.remote_field:
            field = field.target_field
        self.field = copy(field)
        self.field.__class__ = getattr(models, field.get_internal_type())
        self.is_json = isinstance(self.field, models.JSONField)

    def reader(self, connection: BaseDatabaseWrapper) -> Any:
        """Return what makes a value of what is stored. JSON stays text, which both kinds of database give and take."""
        if self.is_json:
            return lambda stored: stored
        place = Col("", self.field)
        converters = [*connection.ops.get_db_converters(place), *self.field.get_db_converters(connection)]

        def read(stored: Any) -> Any:
            for converter in converters:
                stored = converter(stored, place, connection)
            return stored

        return read

    def writer(self, connection: BaseDatabaseWrapper) -> Any:
        if self.is_json:
            return lambda value: value
        return lambda value: self.field.get_db_prep_save(value, connection)

    def plain(self, value: Any) -> Any:
        """Return a value as it is digested: one and the same for both kinds of database."""
        if self.is_json and value is not None:
            return {"json": json.loads(value)}
        return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


class _Table:
    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.name = model._meta.db_table

    @cached_property
    def columns(self) -> list[_Column]:
        return [_Column(field) for field in self.model._meta.local_concrete_fields]

    def names(self, connection: BaseDatabaseWrapper) -> str:
        return ", ".join(connection.ops.quote_name(column.name) for column in self.columns)

    def rows(self, alias: str) -> Iterator[list[Any]]:
        """Read all rows, without holding all of them."""
        connection = connections[alias]
        readers = [column.reader(connection) for column in self.columns]
        with connection.chunked_cursor() as cursor:
            place = connection.ops.quote_name(self.name)
            cursor.execute(f"SELECT {self.names(connection)} FROM {place}")  # noqa: S608 -- names of our own tables
            while some := cursor.fetchmany(_AT_ONCE):
                for row in some:
                    yield [read(stored) for read, stored in zip(readers, row, strict=True)]

    def write(self, alias: str, rows: Sequence[list[Any]]) -> None:
        connection = connections[alias]
        writers = [column.writer(connection) for column in self.columns]
        stored = [[write(value) for write, value in zip(writers, row, strict=True)] for row in rows]
        place, marks = connection.ops.quote_name(self.name), ", ".join(["%s"] * len(self.columns))
        with connection.cursor() as cursor:
            words = f"INSERT INTO {place} ({self.names(connection)}) VALUES ({marks})"  # noqa: S608 -- names of our own tables
            cursor.executemany(words, stored)

    def counted(self, alias: str) -> Carried:
        tally = _Tally(self)
        for row in self.rows(alias):
            tally.add(row)
        return tally.result


class _Tally:
    """Counts rows, and digests them so that their order does not matter, which is not the same in both kinds of database."""

    def __init__(self, table: _Table) -> None:
        self.table, self.count, self.sum = table, 0, 0

    def add(self, row: list[Any]) -> None:
        plain = [column.plain(value) for column, value in zip(self.table.columns, row, strict=True)]
        written = json.dumps(plain, sort_keys=True, default=str).encode()
        self.count, self.sum = self.count + 1, self.sum + int.from_bytes(sha256(written).digest(), "big")

    @property
    def result(self) -> Carried:
        return Carried(self.table.name, self.count, f"{self.sum % 2**256:064x}")


def _tables(alias: str) -> list[_Table]:
    """Return the tables of the version that a database is of."""
    loader = MigrationLoader(connections[alias])
    known = [key for key in loader.applied_migrations if key in loader.graph.nodes]
    apps = loader.project_state(known).apps
    ours = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return [_Table(ours[name]) for name in sorted(ours)]


# --- Carrying --------------------------------------------------------------------------------------------------------


@contextmanager
def _one_moment(alias: str) -> Iterator[None]:
    """Read a database as it is at one moment, whoever writes meanwhile; the embedded one lets nobody write."""
    with transaction.atomic(using=alias):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _empty(tables: list[_Table], alias: str) -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        for words in connection.ops.sql_flush(no_style(), [table.name for table in tables]):
            cursor.execute(words)


def _send(table: _Table, source: str, target: str) -> Carried:
    """Carry one table, and return what left."""
    tally, rows = _Tally(table), table.rows(source)
    try:
        while some := list(islice(rows, _AT_ONCE)):
            for row in some:
                tally.add(row)
            table.write(target, some)
    except (DatabaseError, ValueError) as error:
        facts = {"table": table.name, "reason": str(error).partition("\n")[0]}
        raise ValidationError(_("The table %(table)s cannot be carried: %(reason)s") % facts) from error
    return tally.result


def _continue_numbers(tables: list[_Table], alias: str) -> None:
    """Let the next record have the next number."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for words in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(words)
