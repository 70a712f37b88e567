"""Every SQL statement of the witnesses."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.events.sealing.models import cosignatures
from services.events.witnesses.models import policies, witnesses
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid())
_POLICY = Statement(
    sa.select(policies.c.threshold, policies.c.version).where(policies.c.initiative_id == _INITIATIVE)
)
_put = insert(policies).values(
    initiative_id=sa.bindparam("initiative_id"), threshold=sa.bindparam("threshold"), version=sa.literal(1)
)
_PUT = Statement(
    _put.on_conflict_do_update(
        index_elements=[policies.c.initiative_id],
        set_={"threshold": _put.excluded.threshold, "version": policies.c.version + 1},
    ).returning(policies.c.version)
)
_WITNESSES = Statement(
    sa.select(witnesses.c.name, witnesses.c.verifier_key, witnesses.c.organization_id)
    .where(witnesses.c.initiative_id == _INITIATIVE)
    .order_by(witnesses.c.name)
)
_DROP = Statement(sa.delete(witnesses).where(witnesses.c.initiative_id == _INITIATIVE))
_ADD = Statement(insert(witnesses))
_cosign = insert(cosignatures)
_COSIGN = Statement(
    _cosign.on_conflict_do_update(
        index_elements=[cosignatures.c.initiative_id, cosignatures.c.size, cosignatures.c.name],
        set_={"line": _cosign.excluded.line, "cosigned_at": _cosign.excluded.cosigned_at},
    )
)
_COSIGNED_SIZES = Statement(
    sa.select(cosignatures.c.size)
    .where(
        cosignatures.c.initiative_id == _INITIATIVE,
        cosignatures.c.line.op("^@")(sa.any_(sa.bindparam("beginnings", type_=ARRAY(sa.Text)))),
    )
    .group_by(cosignatures.c.size)
    .having(sa.func.count() >= sa.bindparam("threshold", type_=sa.Integer()))
    .order_by(cosignatures.c.size.desc())
    .limit(1)
)


class WitnessRepository:
    """The witnesses of one log."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def policy(self) -> asyncpg.Record | None:
        """Threshold and version."""
        return await _POLICY.first(self._connection, initiative=self._initiative_id)

    async def witnesses(self) -> list[asyncpg.Record]:
        """Who they are, by name."""
        return await _WITNESSES.all(self._connection, initiative=self._initiative_id)

    async def put(self, threshold: int, listed: Sequence[Mapping[str, Any]]) -> int:
        """Put a policy in place of the one there is; answers its version."""
        version: int = await _PUT.value(
            self._connection, initiative_id=self._initiative_id, threshold=threshold
        )
        await _DROP.run(self._connection, initiative=self._initiative_id)
        for witness in listed:
            await _ADD.run(self._connection, initiative_id=self._initiative_id, **witness)
        return version

    async def cosign(self, size: int, name: str, line: str, moment: datetime) -> None:
        """Keep a cosignature; a later one of the same witness takes its place."""
        await _COSIGN.run(
            self._connection,
            initiative_id=self._initiative_id,
            size=size,
            name=name,
            line=line,
            cosigned_at=moment,
        )

    async def met_at(self, threshold: int, beginnings: Sequence[str]) -> int | None:
        """The largest size at which so many lines of cosignatures begin so."""
        size: int | None = await _COSIGNED_SIZES.value(
            self._connection, initiative=self._initiative_id, threshold=threshold, beginnings=beginnings
        )
        return size
