"""Every SQL statement of sealing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.events.sealing.events import LogAlarmEnded, LogAlarmRaised, LogSucceeded
from services.events.sealing.models import alarms, checkpoints, cosignatures, sealed, tiles
from shared.database.statements import Statement
from shared.eventlog.merkle import HASH_BYTES, TileAddress, Tiles
from shared.eventlog.tables import entries, heads, is_deleted, openings, topics


def _bound(name: str, type_: sa.types.TypeEngine[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=type_)


_INITIATIVE = _bound("initiative", sa.Uuid())
_NOW = _bound("now", sa.DateTime(timezone=True))


def _last(initiative_id: sa.ColumnElement[UUID], event_type: str) -> sa.ColumnElement[int]:
    # One type a question: so PostgreSQL goes straight to the end of one index, however long the log is.
    position = sa.select(sa.func.max(entries.c.position)).where(
        entries.c.initiative_id == initiative_id, entries.c.type == event_type
    )
    return sa.func.coalesce(position.scalar_subquery(), -1)


def _is_told(initiative_id: sa.ColumnElement[UUID]) -> sa.ColumnElement[bool]:
    """Whether the log says of itself that it is not signed."""
    ended = (_last(initiative_id, one.type) for one in (LogAlarmEnded, LogSucceeded))
    return _last(initiative_id, LogAlarmRaised.type) > sa.func.greatest(*ended)


_STATE = Statement(
    sa.select(
        sa.select(heads.c.size).where(heads.c.initiative_id == _INITIATIVE).scalar_subquery().label("found"),
        sa.select(sealed.c.size)
        .where(sealed.c.initiative_id == _INITIATIVE)
        .scalar_subquery()
        .label("sealed"),
        sa.select(alarms.c.reason)
        .where(alarms.c.initiative_id == _INITIATIVE)
        .scalar_subquery()
        .label("alarm"),
        is_deleted(_INITIATIVE).label("deleted"),
        _is_told(_INITIATIVE).label("told"),
    )
)
# Logs with something new. One that is shorter than what was sealed has something new, too.
_logs = heads.outerjoin(sealed, sealed.c.initiative_id == heads.c.initiative_id)
_has_something_new = (
    sa.or_(sealed.c.size.is_(None), sealed.c.size != heads.c.size),
    sa.not_(is_deleted(heads.c.initiative_id)),
)
_is_not_refused = ~sa.exists().where(alarms.c.initiative_id == heads.c.initiative_id)
_UNSEALED = Statement(
    sa.select(heads.c.initiative_id)
    .select_from(_logs)
    .where(
        *_has_something_new,
        _is_not_refused,
        heads.c.initiative_id != sa.all_(_bound("but", ARRAY(sa.Uuid()))),
    )
    # Whoever was signed longest ago comes first: with more logs than one turn takes, each has its turn.
    .order_by(sealed.c.signed_at.asc().nulls_first(), heads.c.initiative_id)
    .limit(_bound("limit", sa.Integer()))
)
_first_unsealed = (
    sa.select(entries.c.time)
    .where(
        entries.c.initiative_id == heads.c.initiative_id,
        entries.c.position == sa.func.coalesce(sealed.c.size, 0),
    )
    .scalar_subquery()
)
_WAITING_SINCE = Statement(
    sa.select(sa.func.min(_first_unsealed)).select_from(_logs).where(*_has_something_new, _is_not_refused)
)
# A log that says it is not signed has, since then, something new: by that its note may be missing.
_IS_ANY_REFUSED = Statement(
    sa.select(
        sa.or_(
            sa.exists(sa.select(alarms.c.initiative_id)),
            sa.exists(
                sa.select(heads.c.initiative_id)
                .select_from(_logs)
                .where(*_has_something_new, _is_told(heads.c.initiative_id))
            ),
        )
    )
)
_IS_TOLD = Statement(sa.select(_is_told(_INITIATIVE)))
_ALARMED = Statement(sa.select(alarms.c.initiative_id))
_SEALED_BEFORE = Statement(
    sa.select(sealed.c.initiative_id)
    .where(sealed.c.signed_at < _NOW)
    .order_by(sealed.c.signed_at)
    .limit(1000)
)
_LINES = Statement(
    sa.select(entries.c.line)
    .where(
        entries.c.initiative_id == _INITIATIVE,
        entries.c.position >= _bound("first", sa.BigInteger()),
        entries.c.position < _bound("last", sa.BigInteger()),
    )
    .order_by(entries.c.position)
)
_LAST_OF_TYPE = Statement(
    sa.select(entries.c.line)
    .where(entries.c.initiative_id == _INITIATIVE, entries.c.type == _bound("type", sa.Text()))
    .order_by(entries.c.position.desc())
    .limit(1)
)
_wanted = (
    sa.func.unnest(_bound("levels", ARRAY(sa.SmallInteger())), _bound("indexes", ARRAY(sa.BigInteger())))
    .table_valued("level", "index", name="wanted")
    .render_derived()
)
_TILES = Statement(
    sa.select(tiles.c.level, tiles.c.index, tiles.c.hashes)
    .select_from(
        tiles.join(_wanted, sa.and_(tiles.c.level == _wanted.c.level, tiles.c.index == _wanted.c.index))
    )
    .where(tiles.c.initiative_id == _INITIATIVE)
)
_put_tile = insert(tiles)
_PUT_TILE = Statement(
    _put_tile.on_conflict_do_update(
        index_elements=[tiles.c.initiative_id, tiles.c.level, tiles.c.index],
        set_={"hashes": _put_tile.excluded.hashes},
    )
)
_BEGIN = Statement(
    insert(sealed)
    .values(initiative_id=sa.bindparam("initiative_id"), size=sa.literal(0), signed_at=sa.bindparam("now"))
    .on_conflict_do_nothing()
)
_ADVANCE = Statement(
    sa.update(sealed)
    .where(sealed.c.initiative_id == _INITIATIVE, sealed.c.size == _bound("before", sa.BigInteger()))
    .values(size=_bound("after", sa.BigInteger()), signed_at=_NOW)
)
_put_checkpoint = insert(checkpoints)
_PUT_CHECKPOINT = Statement(
    _put_checkpoint.on_conflict_do_update(
        index_elements=[checkpoints.c.initiative_id, checkpoints.c.size],
        set_={"note": _put_checkpoint.excluded.note, "signed_at": _put_checkpoint.excluded.signed_at},
    )
)
_PUT_ALARM = Statement(insert(alarms).on_conflict_do_nothing())
_END_ALARM = Statement(
    sa.delete(alarms)
    .where(alarms.c.initiative_id == _INITIATIVE)
    .returning(alarms.c.reason, alarms.c.signed_size, alarms.c.found_size)
)
# Cosignatures are of the old log's checkpoints: a successor comes to the same sizes with others.
_EMPTY = tuple(
    Statement(sa.delete(table).where(table.c.initiative_id == _INITIATIVE))
    for table in (tiles, sealed, checkpoints, cosignatures, alarms)
)
_FORGET = Statement(
    sa.delete(checkpoints).where(
        checkpoints.c.signed_at < _NOW,
        sa.exists().where(
            sealed.c.initiative_id == checkpoints.c.initiative_id, sealed.c.size > checkpoints.c.size
        ),
        ~sa.exists().where(
            cosignatures.c.initiative_id == checkpoints.c.initiative_id,
            cosignatures.c.size == checkpoints.c.size,
        ),
    )
)

_LOGS = Statement(
    sa.select(heads.c.initiative_id)
    .where(sa.not_(is_deleted(heads.c.initiative_id)))
    .order_by(heads.c.initiative_id)
)
_between = (
    entries.c.position >= _bound("first", sa.BigInteger()),
    entries.c.position < _bound("last", sa.BigInteger()),
)
_ENTRIES = Statement(
    sa.select(entries).where(entries.c.initiative_id == _INITIATIVE, *_between).order_by(entries.c.position)
)
_OPENINGS = Statement(
    sa.select(openings).where(
        openings.c.initiative_id == _INITIATIVE,
        openings.c.position >= _bound("first", sa.BigInteger()),
        openings.c.position <= _bound("last", sa.BigInteger()),
    )
)
_TOPICS = Statement(sa.select(topics.c.topic, topics.c.position).where(topics.c.initiative_id == _INITIATIVE))
_HEAD = Statement(sa.select(heads).where(heads.c.initiative_id == _INITIATIVE))
_NOTES = Statement(
    sa.select(checkpoints.c.size, checkpoints.c.note)
    .where(checkpoints.c.initiative_id == _INITIATIVE)
    .order_by(checkpoints.c.size)
)
_COSIGNATURES = Statement(
    sa.select(cosignatures.c.size, cosignatures.c.line)
    .where(cosignatures.c.initiative_id == _INITIATIVE)
    .order_by(cosignatures.c.size, cosignatures.c.name)
)
_ALL_TILES = Statement(
    sa.select(tiles.c.level, tiles.c.index, tiles.c.hashes).where(tiles.c.initiative_id == _INITIATIVE)
)
_BEYOND = Statement(
    sa.select(
        sa.exists().where(
            entries.c.initiative_id == _INITIATIVE, entries.c.position >= _bound("size", sa.BigInteger())
        )
    )
)


async def logs(connection: asyncpg.Connection) -> list[UUID]:
    """Every log there is, but those that are being deleted."""
    return [row["initiative_id"] for row in await _LOGS.all(connection)]


async def unsealed(connection: asyncpg.Connection, but: Collection[UUID], limit: int) -> list[UUID]:
    """Logs that have something new, but those the sealer refuses and some named; longest unsigned first."""
    return [row["initiative_id"] for row in await _UNSEALED.all(connection, but=list(but), limit=limit)]


async def waiting_since(connection: asyncpg.Connection) -> datetime | None:
    """Of when the oldest entry is that is not sealed, of logs that are not refused; None where all are."""
    since: datetime | None = await _WAITING_SINCE.value(connection)
    return since


async def alarmed(connection: asyncpg.Connection) -> list[UUID]:
    """Logs of which it is noted that the sealer refuses to sign them."""
    return [row["initiative_id"] for row in await _ALARMED.all(connection)]


async def is_any_refused(connection: asyncpg.Connection) -> bool:
    """Whether of any log it is noted, or said in the log itself, that the sealer refuses it."""
    return bool(await _IS_ANY_REFUSED.value(connection))


async def signed_before(connection: asyncpg.Connection, moment: datetime) -> list[UUID]:
    """Logs that were signed last before a moment."""
    return [row["initiative_id"] for row in await _SEALED_BEFORE.all(connection, now=moment)]


async def forget_checkpoints(connection: asyncpg.Connection, before: datetime) -> int:
    """Delete old checkpoints that nobody cosigned, but the newest of each log."""
    return await _FORGET.run(connection, now=before)


class SealingRepository:
    """What is kept of one log's tree."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def state(self) -> asyncpg.Record:
        """How many entries there are, how many are sealed, and whether the sealer refuses the log."""
        return await _STATE.one(self._connection, initiative=self._initiative_id)

    async def lines(self, first: int, last: int) -> list[bytes]:
        """The entries from one position up to, not including, another."""
        rows = await _LINES.all(self._connection, initiative=self._initiative_id, first=first, last=last)
        return [row["line"] for row in rows]

    async def last_of_type(self, event_type: str) -> bytes | None:
        """The last entry of a type."""
        return await _LAST_OF_TYPE.value(self._connection, initiative=self._initiative_id, type=event_type)

    async def tiles(self, wanted: set[TileAddress]) -> Tiles:
        """Those of some tiles that there are."""
        if not wanted:
            return {}
        listed = sorted(wanted)
        rows = await _TILES.all(
            self._connection,
            initiative=self._initiative_id,
            levels=[one.level for one in listed],
            indexes=[one.index for one in listed],
        )
        return {TileAddress(row["level"], row["index"]): row["hashes"] for row in rows}

    async def put_tiles(self, changed: Tiles) -> None:
        """Keep tiles that are new or longer."""
        for address, hashes in sorted(changed.items()):
            assert len(hashes) % HASH_BYTES == 0
            await _PUT_TILE.run(
                self._connection,
                initiative_id=self._initiative_id,
                level=address.level,
                index=address.index,
                hashes=hashes,
            )

    async def advance(self, before: int, after: int, now: datetime) -> bool:
        """Move on from a size to another; False where another sealer has moved on meanwhile."""
        await _BEGIN.run(self._connection, initiative_id=self._initiative_id, now=now)
        moved = await _ADVANCE.run(
            self._connection, initiative=self._initiative_id, before=before, after=after, now=now
        )
        return moved == 1

    async def put_checkpoint(self, size: int, note: str, now: datetime) -> None:
        """Publish a checkpoint."""
        await _PUT_CHECKPOINT.run(
            self._connection, initiative_id=self._initiative_id, size=size, note=note, signed_at=now
        )

    async def raise_alarm(self, reason: str, signed_size: int, found_size: int, now: datetime) -> None:
        """Note that the log is refused, if that is not noted already."""
        await _PUT_ALARM.run(
            self._connection,
            initiative_id=self._initiative_id,
            reason=reason,
            signed_size=signed_size,
            found_size=found_size,
            raised_at=now,
        )

    async def alarm_is_told(self) -> bool:
        """Whether the log says of itself that it is not signed."""
        return bool(await _IS_TOLD.value(self._connection, initiative=self._initiative_id))

    async def end_alarm(self) -> asyncpg.Record | None:
        """The log is refused no more; answers what was noted of it, if anything was."""
        return await _END_ALARM.first(self._connection, initiative=self._initiative_id)

    async def empty(self) -> None:
        """Forget the tree: a successor begins."""
        for statement in _EMPTY:
            await statement.run(self._connection, initiative=self._initiative_id)


class FsckRepository:
    """Everything that is kept of one log, for comparing."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def sizes(self) -> tuple[int, int, str | None]:
        """How many entries the head says, how many are sealed, and why the sealer refuses the log."""
        row = await _STATE.one(self._connection, initiative=self._initiative_id)
        return row["found"] or 0, row["sealed"] or 0, row["alarm"]

    async def entries(self, first: int, last: int) -> list[asyncpg.Record]:
        """Entries from one position up to, not including, another."""
        return await _ENTRIES.all(self._connection, initiative=self._initiative_id, first=first, last=last)

    async def beyond(self, size: int) -> bool:
        """Whether there are entries from this position on."""
        return bool(await _BEYOND.value(self._connection, initiative=self._initiative_id, size=size))

    async def openings(self, first: int, last: int) -> list[asyncpg.Record]:
        """What opens the entries from one position up to and including another."""
        return await _OPENINGS.all(self._connection, initiative=self._initiative_id, first=first, last=last)

    async def topics(self) -> dict[str, int]:
        """The last position of each topic."""
        rows = await _TOPICS.all(self._connection, initiative=self._initiative_id)
        return {row["topic"]: row["position"] for row in rows}

    async def head(self) -> asyncpg.Record | None:
        """What the head says: of which topic the log's end is, and from where on; whether it has ended."""
        return await _HEAD.first(self._connection, initiative=self._initiative_id)

    async def notes(self) -> list[tuple[int, str]]:
        """All checkpoints that are kept, as they are, by the size they are kept under."""
        rows = await _NOTES.all(self._connection, initiative=self._initiative_id)
        return [(row["size"], row["note"]) for row in rows]

    async def cosignatures(self) -> list[tuple[int, str]]:
        """All cosignatures that are kept, each with the size of its checkpoint."""
        rows = await _COSIGNATURES.all(self._connection, initiative=self._initiative_id)
        return [(row["size"], row["line"]) for row in rows]

    async def all_tiles(self) -> Tiles:
        """All tiles."""
        rows = await _ALL_TILES.all(self._connection, initiative=self._initiative_id)
        return {TileAddress(row["level"], row["index"]): row["hashes"] for row in rows}
