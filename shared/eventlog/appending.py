"""Appending: the one function call that ends every transaction which changes something."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import asyncpg

from shared.eventlog.envelope import Entry

_APPEND = "SELECT log.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"


class ReliedOn(NamedTuple):
    """What a command relied on when it decided: news of these topics that it did not know is against it."""

    topics: Sequence[str]
    known_to: int
    """Position up to which it knew the log."""


NOTHING = ReliedOn((), -1)
"""Of a command that relied on nothing the log may have news of."""

_WHOLE = 2**63 - 1
"""As if it knew all there will ever be: what the database has least to compare with."""


class AppendRefusedError(RuntimeError):
    """The log refused the events: a defect of the caller (wrong source, initiative, opening or form)."""


class LogMovedError(RuntimeError):
    """There is news of a topic the command relied on; follow up and run the command again."""


class PersonErasedError(RuntimeError):
    """A sealed value is about a person who has been erased: nothing about them is taken down any more."""


class LogEndedError(RuntimeError):
    """The initiative has ended: its log takes nothing more of this kind."""


class UnknownLogError(LookupError):
    """The initiative has no log."""


_ERRORS: dict[str, type[Exception]] = {
    "SH000": AppendRefusedError,
    "SH001": LogMovedError,
    "SH002": AppendRefusedError,
    "SH003": UnknownLogError,
    "SH004": AppendRefusedError,
    "SH006": PersonErasedError,
    "SH008": AppendRefusedError,
    "SH009": LogEndedError,
}


async def append(
    connection: asyncpg.Connection,
    initiative_id: UUID,
    entries: Sequence[Entry],
    relied_on: ReliedOn,
) -> int:
    """Append to an initiative's log as the last statement of the transaction; answers the last position.

    Raises LogMovedError, LogEndedError, PersonErasedError, UnknownLogError, AppendRefusedError; the
    transaction is then to be rolled back.
    """
    opened = [(number, opening) for number, entry in enumerate(entries, 1) for opening in entry.openings]
    try:
        position: int = await connection.fetchval(
            _APPEND,
            initiative_id,
            [entry.line for entry in entries],
            list(relied_on.topics),
            relied_on.known_to + 1 if relied_on.topics else _WHOLE,
            [number for number, _ in opened],
            [opening.field for _, opening in opened],
            [opening.salt for _, opening in opened],
            [opening.value.decode() for _, opening in opened],
            [opening.audience.value for _, opening in opened],
            [_uuid_array(opening.readers) for _, opening in opened],
            [_uuid_array(opening.people) for _, opening in opened],
        )
    except asyncpg.DataError as error:
        # Neither the line nor its values are repeated.
        raise AppendRefusedError(f"a line cannot be read: {type(error).__name__}") from None
    except asyncpg.PostgresError as error:
        if (refusal := _ERRORS.get(error.sqlstate or "")) is not None:
            raise refusal(error.args[0]) from None
        raise
    return position


async def hold_open(connection: asyncpg.Connection, initiative_id: UUID) -> None:
    """End a transaction that changes something without an event, as `append` ends the others.

    Raises LogEndedError: what has ended does not change without an event, either.
    """
    try:
        await connection.execute("SELECT log.hold_open($1)", initiative_id)
    except asyncpg.PostgresError as error:
        if error.sqlstate == "SH009":
            raise LogEndedError(error.args[0]) from None
        raise


def _uuid_array(ids: Sequence[UUID]) -> str:
    return "{" + ",".join(map(str, ids)) + "}"
