"""SQLAlchemy Core statements, compiled once at import and run by asyncpg.

Compiling per call is what makes an ORM dear (docs/decisions/0003); writing SQL strings by hand is what makes
it drift from the tables. A `Statement` keeps the first from happening and the second unnecessary.
"""

from typing import Any

import asyncpg
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.sql.expression import ClauseElement

_dialect: Dialect = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


class Statement:
    """One Core statement as SQL text for asyncpg, with its parameters by name.

    Bind parameters of the clause are given as keyword arguments at each call; what the clause binds itself
    (constants) needs no argument. An argument the statement does not know is a `TypeError`.
    """

    __slots__ = ("_constants", "_names", "sql")

    def __init__(self, clause: ClauseElement) -> None:
        compiled = clause.compile(dialect=_dialect, compile_kwargs={"render_postcompile": True})
        self.sql = str(compiled)
        self._names: tuple[str, ...] = tuple(getattr(compiled, "positiontup", None) or ())
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}

    def arguments(self, values: dict[str, Any]) -> list[Any]:
        """`values` in the order of the SQL text's placeholders."""
        constants = self._constants
        try:
            arguments = [values[name] if name in values else constants[name] for name in self._names]
        except KeyError as missing:
            raise TypeError(f"{missing} has no value in: {self.sql}") from None
        if not values.keys() <= set(self._names):
            raise TypeError(f"{values.keys() - set(self._names)} not in: {self.sql}")
        return arguments

    async def all(self, connection: asyncpg.Connection, **values: Any) -> list[asyncpg.Record]:
        """Every row."""
        rows: list[asyncpg.Record] = await connection.fetch(self.sql, *self.arguments(values))
        return rows

    async def first(self, connection: asyncpg.Connection, **values: Any) -> asyncpg.Record | None:
        """The first row, or None where there is none."""
        return await connection.fetchrow(self.sql, *self.arguments(values))

    async def one(self, connection: asyncpg.Connection, **values: Any) -> asyncpg.Record:
        """The row that must be there; its absence is a defect, not an answer."""
        row = await self.first(connection, **values)
        if row is None:
            raise LookupError(f"no row for: {self.sql}")
        return row

    async def value(self, connection: asyncpg.Connection, **values: Any) -> Any:
        """The first column of the first row, or None."""
        return await connection.fetchval(self.sql, *self.arguments(values))

    async def run(self, connection: asyncpg.Connection, **values: Any) -> int:
        """How many rows were written."""
        status: str = await connection.execute(self.sql, *self.arguments(values))
        return int(status.rpartition(" ")[2])
