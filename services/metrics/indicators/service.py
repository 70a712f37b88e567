"""The rules of indicators: drafts, proposals, retirement. Sharing them is a decision, taken in the agenda."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.metrics.indicators.errors import (
    IndicatorCodeTaken,
    IndicatorHasFigures,
    IndicatorNotDraft,
    IndicatorNotShared,
    IndicatorRetiredAlready,
    NoOpenProposal,
    NothingToPropose,
    UnknownCustodian,
)
from services.metrics.indicators.events import (
    IndicatorDiscarded,
    IndicatorDrafted,
    IndicatorProposalWithdrawn,
    IndicatorProposed,
    IndicatorRedefined,
    IndicatorRetired,
    IndicatorStatus,
)
from services.metrics.indicators.models import DEFINING
from services.metrics.indicators.repository import IndicatorRepository
from services.metrics.indicators.schemas import IndicatorCreate, IndicatorPatch, IndicatorRetire
from shared.commands import Caller, Command, Reading
from shared.http.preconditions import ANY_VERSION, Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
Allowed = Callable[[Caller, Row], bool]

_COUNTED_BY = ("period_type", "aggregation")


def analyses(caller: Caller) -> bool:
    """Whether somebody is the backbone's data analyst."""
    return caller.standing is not None and "data_analyst" in caller.standing.staff_roles


WORKING_ON_IT = (OpenTo.DRAFTER, OpenTo.CUSTODIAN, OpenTo.FACILITATORS, OpenTo.ANALYSTS)
"""Who works on an indicator, as refusals say it."""


def represents(caller: Caller, organization_id: UUID | None) -> bool:
    """Whether somebody speaks for an organization; for none, nobody does."""
    return caller.standing is not None and organization_id in caller.standing.represents


def may_redefine(caller: Caller, row: Row) -> bool:
    """Who works on an indicator: its drafter, its custodian, facilitators and the data analyst."""
    if caller.standing is None:
        return False
    return (
        caller.facilitates
        or analyses(caller)
        or caller.person_id == row["drafted_by"]
        or represents(caller, row["custodian_organization_id"])
    )


def may_propose(caller: Caller, row: Row) -> bool:
    """Any representative as well: what partners measure together is theirs to bring."""
    return may_redefine(caller, row) or (caller.standing is not None and bool(caller.standing.represents))


def may_retire(caller: Caller, row: Row) -> bool:
    """The custodian, once there is one; a draft's drafter too."""
    if _is_custodians(row):
        return represents(caller, row["custodian_organization_id"])
    return may_redefine(caller, row)


def _is_custodians(row: Row) -> bool:
    return row["custodian_organization_id"] is not None and row["status"] == IndicatorStatus.SHARED


class Indicators:
    """Reading the indicators of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = IndicatorRepository(reading.connection, reading.initiative_id)

    async def get(self, indicator_id: UUID) -> Row:
        """One indicator; raises NotFound."""
        row = await self._repository.get(indicator_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[Any]:
        """Indicators after an id, those that have the values given; None is any value."""
        return await self._repository.page(after, limit, filters)

    async def definitions(self, indicator_id: UUID, after: UUID, limit: int) -> list[Any]:
        """How an indicator was defined, oldest first; raises NotFound."""
        await self.get(indicator_id)
        return await self._repository.definitions(indicator_id, after, limit)


class IndicatorCommands:
    """Changing the indicators of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = IndicatorRepository(command.connection, command.initiative_id)

    async def draft(self, body: IndicatorCreate) -> Row:
        """Draft an indicator; raises UnknownCustodian and IndicatorCodeTaken."""
        await self._check_custodian(body.custodian_organization_id)
        defining = body.model_dump()
        code, drafted_by = defining.pop("code"), self._command.caller.person_id
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "code": code,
                "definition_version": 1,
                "drafted_by": drafted_by,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        if row is None:
            raise IndicatorCodeTaken
        await self._repository.keep_definition(row["id"], 1, defining, drafted_by, self._command.now)
        self._command.record(IndicatorDrafted(indicator_id=row["id"], code=code, **defining))
        return await self._as_it_is(row["id"])

    async def redefine(self, indicator_id: UUID, body: IndicatorPatch, precondition: Precondition) -> Row:
        """Define a draft anew; how it was defined before is kept.

        Raises NotFound, Forbidden, PreconditionFailed, IndicatorNotDraft, IndicatorHasFigures and
        UnknownCustodian.
        """
        row = await self._locked_draft(indicator_id, precondition)
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return row
        await self._define(row, {name: row[name] for name in DEFINING}, changes)
        return await self._as_it_is(indicator_id)

    async def define_anew(self, indicator_id: UUID, body: IndicatorPatch, precondition: Precondition) -> Row:
        """Draft a new definition beside the shared one, from the newest there is.

        Raises NotFound, Forbidden, PreconditionFailed, IndicatorNotShared, IndicatorHasFigures and
        UnknownCustodian.
        """
        row = await self._locked(indicator_id, precondition)
        if row["status"] != IndicatorStatus.SHARED or row["proposed_definition_version"] is not None:
            raise IndicatorNotShared
        newest = await self._repository.definition(indicator_id, row["newest_definition_version"])
        changes = body.model_dump()
        if changes.items() <= dict(newest).items():
            return newest
        version = await self._define(row, {name: newest[name] for name in DEFINING}, changes)
        return await self._repository.definition(indicator_id, version)

    async def discard(self, indicator_id: UUID, precondition: Precondition) -> None:
        """Discard a draft; raises NotFound, Forbidden, PreconditionFailed, IndicatorNotDraft, …HasFigures."""
        await self._locked_draft(indicator_id, precondition)
        await self._without_figures(indicator_id)
        await self._repository.delete(indicator_id)
        self._command.record(IndicatorDiscarded(indicator_id=indicator_id))

    async def propose(self, indicator_id: UUID, precondition: Precondition) -> Row:
        """Put the newest definition before the partners.

        Raises NotFound, Forbidden, PreconditionFailed and NothingToPropose.
        """
        also = (OpenTo.REPRESENTATIVES,)
        row = await self._locked(indicator_id, precondition, allowed=may_propose, also=also)
        newest, before = row["newest_definition_version"], row["proposed_definition_version"]
        shared = row["status"] == IndicatorStatus.SHARED and row["definition_version"] == newest
        if before is not None or shared or row["status"] == IndicatorStatus.RETIRED:
            raise NothingToPropose
        self._command.record(IndicatorProposed(indicator_id=indicator_id, definition_version=newest))
        return row | {
            "status": IndicatorStatus.PROPOSED if row["decision_id"] is None else row["status"],
            "proposed_definition_version": newest,
            "version": row["version"] + 1,
        }

    async def withdraw_proposal(self, indicator_id: UUID) -> Row:
        """Take a proposal back; raises NotFound, Forbidden and NoOpenProposal."""
        row = await self._locked(
            indicator_id,
            ANY_VERSION,
            allowed=lambda caller, row: may_redefine(caller, row) or caller.person_id == row["proposed_by"],
            also=(OpenTo.PROPOSER,),
        )
        if row["proposed_definition_version"] is None:
            raise NoOpenProposal
        self._command.record(IndicatorProposalWithdrawn(indicator_id=indicator_id))
        return row | {
            "status": IndicatorStatus.DRAFT if row["decision_id"] is None else row["status"],
            "proposed_definition_version": None,
            "version": row["version"] + 1,
        }

    async def retire(self, indicator_id: UUID, body: IndicatorRetire, precondition: Precondition) -> Row:
        """Measure it no more; raises NotFound, Forbidden, PreconditionFailed and IndicatorRetiredAlready."""
        row = await self._locked(indicator_id, precondition, allowed=may_retire)
        if row["status"] == IndicatorStatus.RETIRED:
            raise IndicatorRetiredAlready
        assert self._command.caller.person_id is not None
        self._command.record(
            IndicatorRetired(
                indicator_id=indicator_id, retired_by=self._command.caller.person_id, reason=body.reason
            )
        )
        return row | {
            "status": IndicatorStatus.RETIRED,
            "proposed_definition_version": None,
            "version": row["version"] + 1,
        }

    async def _define(self, row: Row, before: Row, changes: Row) -> int:
        await self._check_custodian(changes.get("custodian_organization_id"))
        defining = {**before, **changes}
        if any(defining[name] != before[name] for name in _COUNTED_BY):
            await self._without_figures(row["id"])
        version = await self._repository.redefine(
            row["id"], defining, self._command.caller.person_id, self._command.now
        )
        self._command.record(
            IndicatorRedefined(indicator_id=row["id"], definition_version=version, **defining)
        )
        return version

    async def _without_figures(self, indicator_id: UUID) -> None:
        if await self._repository.has_figures(indicator_id):
            raise IndicatorHasFigures

    async def _as_it_is(self, indicator_id: UUID) -> Row:
        row = await self._repository.get(indicator_id)
        assert row is not None
        return row

    async def _check_custodian(self, organization_id: UUID | None) -> None:
        if organization_id is not None and not await self._repository.has_organization(organization_id):
            raise UnknownCustodian

    async def _locked(
        self,
        indicator_id: UUID,
        precondition: Precondition,
        *,
        allowed: Allowed = may_redefine,
        also: tuple[OpenTo, ...] = (),
    ) -> dict[str, Any]:
        row = await self._repository.lock(indicator_id)
        if row is None:
            raise NotFound
        if not allowed(self._command.caller, row):
            by_custodian = allowed is may_retire and _is_custodians(row)
            raise Forbidden(*((OpenTo.CUSTODIAN,) if by_custodian else (*also, *WORKING_ON_IT)))
        precondition.check(row["version"])
        return dict(row)

    async def _locked_draft(self, indicator_id: UUID, precondition: Precondition) -> Row:
        row = await self._locked(indicator_id, precondition)
        if row["status"] != IndicatorStatus.DRAFT:
            raise IndicatorNotDraft
        return row


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what is held of a person: who did what. Definitions are the initiative's and stay."""
    await IndicatorRepository(connection, initiative_id).forget(person_id)
