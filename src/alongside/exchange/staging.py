"""Rows made ready beside the database and then written in one short transaction, so that nobody waits long.

Making 100,000 rows takes seconds, copying them takes a moment. So they are made in temporary tables, which lock
nothing and which nobody else sees. There they have keys of their own: -1, -2, -3 … A foreign key below zero points
at such a row. While they are copied, in the one transaction, all of them get their real keys.
"""

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError, connection, models, transaction

from alongside.easy.models import Form
from alongside.ledger.models import Step
from alongside.projects.models import Project

BATCH = 2000
NEW = -1  # the first row of its model that is made ready; also the project that all of it belongs to
MOST_TRIES = 20
# Steps hold keys without a foreign key, so that people can be erased. Below zero here: the new project.
LOOSE: dict[Any, type[models.Model]] = {Step._meta.get_field(name): Project for name in ("project_id", "subject_id")}
LOOSE[Form._meta.get_field("subject_id")] = Project  # above zero: a real key already


class Stage:
    """Use it with `with`: at the end the temporary tables go, whatever happened."""

    def __init__(self) -> None:
        self.counts: dict[type[models.Model], int] = {}
        self.bases: dict[type[models.Model], int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None and connection.in_atomic_block:
            return  # an outer transaction goes back, and the temporary tables with it
        with connection.cursor() as cursor:
            for model in self.counts:
                cursor.execute(f"DROP TABLE IF EXISTS {_staged(model)}")

    def add(self, rows: Iterable[models.Model]) -> list[int]:
        """Make these rows ready, all of one model. Answers the keys that stand for them here."""
        made = list(rows)
        if not made:
            return []
        model = type(made[0])
        first = self.counts.get(model, 0)
        keys = [-1 - first - place for place in range(len(made))]
        for row, key in zip(made, keys, strict=True):
            row.pk = key
        fields = model._meta.concrete_fields
        with connection.cursor() as cursor:
            if not first:
                cursor.execute(f"DROP TABLE IF EXISTS {_staged(model)}")
                columns, table = _columns(model), _quoted(model._meta.db_table)
                empty = f"SELECT {columns} FROM {table} WHERE 1 = 0"  # noqa: S608 (names of our own tables)
                cursor.execute(f"CREATE TEMPORARY TABLE {_staged(model)} AS {empty}")
            _fill(
                cursor, model, [[f.get_db_prep_save(f.pre_save(row, True), connection) for f in fields] for row in made]
            )
        self.counts[model] = first + len(made)
        return keys

    def reserve(self) -> None:
        """Take real keys for everything that is ready by now, so that `real` can tell them. It takes a moment."""
        with transaction.atomic(), connection.cursor() as cursor:
            for model, count in self.counts.items():
                if model not in self.bases:
                    self.bases[model] = _reserve(cursor, model, count)

    def real(self, model: type[models.Model], key: int) -> int:
        """The real key of a row that is ready and has one."""
        return self.bases[model] - key

    def write(self, project: Project) -> None:
        """Copy everything, in the order in which tables were first added. Call it inside the action's transaction.

        IntegrityError where rows break a rule of the database.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("Rows that are ready are written in the same transaction as their step")
        self.reserve()
        bases = dict(self.bases)
        bases[Project] = project.pk + NEW
        with connection.cursor() as cursor:
            for model in self.counts:
                cursor.execute(_copying(model, bases))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _staged(model: type[models.Model]) -> str:
    return _quoted(f"staged_{model._meta.db_table}")


def _columns(model: type[models.Model]) -> str:
    return ", ".join(_quoted(str(field.column)) for field in model._meta.concrete_fields)


def _fill(cursor: Any, model: type[models.Model], rows: list[list[Any]]) -> None:
    into = f"{_staged(model)} ({_columns(model)})"
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608 (names of our own tables)


def _copying(model: type[models.Model], bases: Mapping[type[models.Model], int]) -> str:
    """The statement that copies one table. Nothing in it comes from outside: names of columns, and numbers."""
    real = []
    for field in model._meta.concrete_fields:
        points_at: Any = model if field.primary_key else field.related_model or LOOSE.get(field)
        column = _quoted(str(field.column))
        if points_at in bases:
            column = f"CASE WHEN {column} < 0 THEN {int(bases[points_at])} - {column} ELSE {column} END"
        real.append(column)
    table = _quoted(model._meta.db_table)
    return f"INSERT INTO {table} ({_columns(model)}) SELECT {', '.join(real)} FROM {_staged(model)}"  # noqa: S608


def _reserve(cursor: Any, model: type[models.Model], count: int) -> int:
    """Keys for `count` new rows, one after the other; answers the one before the first."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":  # the transaction keeps other writers out
        cursor.execute("SELECT coalesce(max(seq), 0), count(*) FROM sqlite_sequence WHERE name = %s", [table])
        last, known = cursor.fetchone()
        change = "UPDATE sqlite_sequence SET seq = %s WHERE name = %s"
        cursor.execute(
            change if known else "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)", [last + count, table]
        )
        return int(last)
    taking = "SELECT min(one), max(one) FROM (SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS one"
    for _try in range(MOST_TRIES):
        cursor.execute(f"{taking} FROM generate_series(1, %s)) AS taken", [_quoted(table), count])
        first, last = cursor.fetchone()
        if last - first + 1 == count:  # else somebody else took one in between
            return int(first) - 1
    raise DatabaseError(f"No {count} keys in a row could be had for {table}")
