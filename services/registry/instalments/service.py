"""The rules of instalments: due, moved with a reason, received, missed; never more than the grant."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registry.funding_sources.events import FundingState
from services.registry.funding_sources.service import FundingSourceCommands
from services.registry.grants.errors import DayToCome, InstalmentsExceedGrant
from services.registry.grants.repository import GrantRepository
from services.registry.grants.service import HeldGrants, terms_hidden
from services.registry.instalments.errors import InstalmentSettled, NotYetDue
from services.registry.instalments.events import (
    InstalmentAgreed,
    InstalmentMissed,
    InstalmentMoved,
    InstalmentReceived,
    InstalmentStatus,
)
from services.registry.instalments.repository import InstalmentRepository
from services.registry.instalments.schemas import InstalmentCreate, InstalmentMove, InstalmentReceipt
from shared.commands import Command, Reading
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


def shown(row: Row, *, hidden: bool) -> dict[str, Any]:
    """An instalment as who may, or may not, read the terms of its grant sees it."""
    if not hidden:
        return dict(row)
    moves = [{**one, "reason": None} for one in row["moves"]]
    return {**row, "condition": None, "moves": moves}


class Instalments:
    """Reading the instalments of a grant."""

    def __init__(self, reading: Reading, grant_id: UUID) -> None:
        self._caller = reading.caller
        self._grant_id = grant_id
        self._grants = GrantRepository(reading.connection, reading.initiative_id)
        self._repository = InstalmentRepository(reading.connection, reading.initiative_id, grant_id)

    async def get(self, instalment_id: UUID) -> dict[str, Any]:
        """One instalment; raises NotFound."""
        row = await self._repository.get(instalment_id)
        if row is None:
            raise NotFound
        return shown(row, hidden=await self._hidden())

    async def page(self, after: UUID, limit: int) -> list[dict[str, Any]]:
        """Instalments after an id; raises NotFound."""
        hidden = await self._hidden()
        return [shown(row, hidden=hidden) for row in await self._repository.page(after, limit)]

    async def _hidden(self) -> bool:
        grant = await self._grants.get(self._grant_id)
        if grant is None:
            raise NotFound
        return terms_hidden(grant, self._caller)


class InstalmentCommands:
    """Changing the instalments of a grant, which is held while it is done."""

    def __init__(self, command: Command, grant_id: UUID) -> None:
        self._command = command
        self._grant_id = grant_id
        self._held = HeldGrants(command)
        self._sources = FundingSourceCommands(command)
        self._repository = InstalmentRepository(command.connection, command.initiative_id, grant_id)

    async def agree(self, body: InstalmentCreate) -> Row:
        """Agree on when part of a grant is due.

        Raises NotFound, Forbidden, GrantOver and InstalmentsExceedGrant.
        """
        grant = await self._held.hold(self._grant_id)
        _keep_within(grant, body.amount)
        row = await self._repository.insert(
            {
                **body.model_dump(),
                "id": uuid7(),
                "status": InstalmentStatus.DUE,
                "received_on": None,
                "moves": [],
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(
            InstalmentAgreed(**_named(grant, row), currency=grant["currency"], **body.model_dump())
        )
        return self._shown(grant, row)

    async def move(self, instalment_id: UUID, body: InstalmentMove) -> Row:
        """Move an instalment that has not arrived.

        Raises NotFound, Forbidden, GrantOver, InstalmentSettled and InstalmentsExceedGrant.
        """
        grant, row = await self._locked(instalment_id)
        if row["status"] == InstalmentStatus.RECEIVED:
            raise InstalmentSettled
        amount = body.amount or row["amount"]
        _keep_within(grant, amount - (row["amount"] if row["status"] == InstalmentStatus.DUE else 0))
        move = {
            "from_on": row["due_on"].isoformat(),
            "amount": row["amount"],
            "reason": body.reason,
            "moved_at": self._command.now.isoformat(),
        }
        moved = await self._repository.update(
            row,
            {
                "due_on": body.due_on,
                "amount": amount,
                "status": InstalmentStatus.DUE,
                "moves": [*row["moves"], move],
            },
        )
        self._command.record(
            InstalmentMoved(
                **_named(grant, row),
                amount=amount,
                currency=grant["currency"],
                from_on=row["due_on"],
                due_on=body.due_on,
                reason=body.reason,
            )
        )
        return self._shown(grant, moved)

    async def receive(self, instalment_id: UUID, body: InstalmentReceipt) -> Row:
        """Say that an instalment arrived; a grant that arrived in full makes its source received.

        Raises NotFound, Forbidden, GrantOver, InstalmentSettled, DayToCome and InstalmentsExceedGrant.
        """
        grant, row = await self._locked(instalment_id)
        if row["status"] == InstalmentStatus.RECEIVED:
            raise InstalmentSettled
        if body.received_on > self._command.now.date():
            raise DayToCome
        if row["status"] == InstalmentStatus.MISSED:
            _keep_within(grant, row["amount"])
        changed = await self._settle(row, InstalmentStatus.RECEIVED, received_on=body.received_on)
        if grant["received"] + row["amount"] == grant["amount"]:
            await self._sources.follow_grant(grant["source_id"], grant["amount"], FundingState.RECEIVED)
        self._command.record(
            InstalmentReceived(
                **_named(grant, row),
                amount=row["amount"],
                currency=grant["currency"],
                received_on=body.received_on,
            )
        )
        return self._shown(grant, changed)

    async def miss(self, instalment_id: UUID) -> Row:
        """Say that an instalment did not arrive, or that what was taken for it was something else.

        Raises NotFound, Forbidden, GrantOver, InstalmentSettled and NotYetDue.
        """
        grant, row = await self._locked(instalment_id)
        if row["status"] == InstalmentStatus.MISSED:
            raise InstalmentSettled
        if row["status"] == InstalmentStatus.DUE and row["due_on"] >= self._command.now.date():
            raise NotYetDue
        changed = await self._settle(row, InstalmentStatus.MISSED, received_on=None)
        if grant["received"] == grant["amount"]:
            await self._sources.follow_grant(grant["source_id"], grant["amount"], FundingState.GRANTED)
        self._command.record(InstalmentMissed(**_named(grant, row)))
        return self._shown(grant, changed)

    async def _settle(self, row: Row, status: InstalmentStatus, **changes: Any) -> Row:
        return await self._repository.update(row, {"status": status, **changes})

    async def _locked(self, instalment_id: UUID) -> tuple[Row, Row]:
        grant = await self._held.hold(self._grant_id)
        row = await self._repository.lock(instalment_id)
        if row is None:
            raise NotFound
        return grant, row

    def _shown(self, grant: Row, row: Row) -> Row:
        return shown(row, hidden=terms_hidden(grant, self._command.caller))


def _keep_within(grant: Row, more: int) -> None:
    """Raise InstalmentsExceedGrant where so much more would be due of a grant than it has."""
    if grant["received"] + grant["due"] + more > grant["amount"]:
        raise InstalmentsExceedGrant


def _named(grant: Row, row: Row) -> dict[str, Any]:
    return {
        "instalment_id": row["id"],
        "grant_id": grant["id"],
        "funder_organization_id": grant["funder_organization_id"],
    }
