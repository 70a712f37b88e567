"""The rules of mandates: who proposes, who carries which role. In force they come by decision alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.history.service import settled
from services.registry.history.when import NOW, When
from services.registry.mandates.errors import (
    MandateInThePast,
    MandateSettled,
    NotACarrier,
    NothingToRenew,
    UnknownHolder,
)
from services.registry.mandates.events import (
    BackboneRole,
    CarrierAnswer,
    CarrierAnswered,
    MandateProposed,
    MandateStatus,
    MandateWithdrawn,
)
from services.registry.mandates.repository import MandateRepository
from services.registry.mandates.schemas import MandateCreate
from services.registry.mandates.state import cared_for_until, state_on
from services.registry.organizations.repository import OrganizationRepository
from shared.commands import Capacity, Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
GRANTED = (MandateStatus.GRANTED, MandateStatus.ENDED)
"""Statuses of mandates that are or were in force."""


def shown(row: Row, today: date) -> dict[str, Any]:
    """A mandate as the API shows it on a day."""
    granted = row["status"] in GRANTED
    carriers = row["carriers"] or []
    carried = {role for one in carriers if one["answer"] == CarrierAnswer.CARRIES for role in one["roles"]}
    return {
        **row,
        "carriers": carriers,
        "uncarried_roles": [role for role in BackboneRole if role not in carried | set(row["roles"])],
        "shares": row["shares"] or [],
        "in_force": granted and row["starts_on"] <= today <= row["ends_on"],
        "caretaking_until": cared_for_until(row["ends_on"]) if granted else None,
    }


class Mandates:
    """Reading the mandates of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._today = reading.now.date()
        self._repository = MandateRepository(reading.connection, reading.initiative_id)

    async def get(self, mandate_id: UUID, when: When = NOW) -> dict[str, Any]:
        """One mandate, as it is or was; raises NotFound, MomentToCome and NotKeptThen."""
        when = await settled(self._reading, when, "mandate")
        if when.known_at is None:
            row = await self._repository.get(mandate_id)
        else:
            row = await self._repository.get_known(mandate_id, when.known_at)
        if row is None:
            raise NotFound
        return shown(row, when.day(self._today))

    async def state(self, on: date | None) -> dict[str, Any]:
        """Who is the backbone on a day, today unless told otherwise."""
        return state_on(await self._repository.that_bear_on(), on or self._today)

    async def page(
        self, after: UUID, limit: int, *, status: MandateStatus | None, when: When = NOW
    ) -> list[dict[str, Any]]:
        """Mandates after an id, of a status, in force on the day asked about, as they are or were.

        Raises MomentToCome and NotKeptThen.
        """
        when = await settled(self._reading, when, "mandate")
        rows = await self._repository.page(after, limit, {"status": status}, when)
        return [shown(row, when.day(self._today)) for row in rows]


class MandateCommands:
    """Proposing mandates, and taking proposals back."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = MandateRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def propose(self, body: MandateCreate) -> dict[str, Any]:
        """Propose a backbone; raises Forbidden, MandateInThePast, UnknownHolder and NothingToRenew."""
        standing = self._command.caller.standing
        assert standing is not None
        if not (standing.facilitates or standing.represents or standing.seats):
            raise Forbidden(OpenTo.REPRESENTATIVES, OpenTo.FORUM_MEMBERS, OpenTo.FACILITATORS)
        if body.ends_on < self._command.now.date():
            raise MandateInThePast
        named = {*body.organization_ids, *body.consulted_ids, *(one.organization_id for one in body.carriers)}
        if not await self._organizations.on_the_map(named):
            raise UnknownHolder
        if body.renews is not None:
            await self._renewable(body.renews)
        mandate_id, values = uuid7(), body.model_dump(exclude={"carriers"})
        await self._repository.insert(
            {
                **values,
                "shares": [one.model_dump(mode="json") for one in body.shares],
                "id": mandate_id,
                "status": MandateStatus.PROPOSED,
                "decision_id": None,
                "proposed_by": self._command.caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            },
            [one.model_dump() for one in body.carriers],
        )
        told = {name: value for name, value in values.items() if name != "shares"}
        self._command.record(MandateProposed(mandate_id=mandate_id, **told, **_by_role(body)))
        return shown(await self._locked(mandate_id), self._command.now.date())

    async def answer(self, mandate_id: UUID, organization_id: UUID, answer: CarrierAnswer) -> dict[str, Any]:
        """Say whether an organization carries the roles it was named for; the last word counts.

        Raises NotFound, NotACarrier and MandateSettled.
        """
        row = await self._locked(mandate_id)
        standing = self._command.caller.standing
        assert standing is not None
        named = {UUID(one["organization_id"]) for one in row["carriers"] or []}
        if organization_id not in named & standing.represents:
            raise NotACarrier
        over = row["ends_on"] < self._command.now.date()
        if over or row["status"] not in (MandateStatus.PROPOSED, MandateStatus.GRANTED):
            raise MandateSettled
        self._command.caller = self._command.caller.acting(Capacity.REPRESENTATIVE, organization_id)
        await self._repository.answer(mandate_id, organization_id, answer)
        self._command.record(
            CarrierAnswered(mandate_id=mandate_id, organization_id=organization_id, answer=answer)
        )
        return shown(await self._locked(mandate_id), self._command.now.date())

    async def withdraw(self, mandate_id: UUID) -> dict[str, Any]:
        """Take a proposal back: whoever made it, whoever speaks for an organization proposed.

        Raises NotFound, Forbidden and MandateSettled.
        """
        row = await self._locked(mandate_id)
        standing = self._command.caller.standing
        assert standing is not None
        speaks = not standing.represents.isdisjoint(row["organization_ids"])
        if not (speaks or row["proposed_by"] == standing.person_id):
            raise Forbidden(OpenTo.PROPOSER, OpenTo.ITS_REPRESENTATIVES)
        if row["status"] != MandateStatus.PROPOSED:
            raise MandateSettled
        await self._repository.set_status(mandate_id, MandateStatus.WITHDRAWN)
        self._command.record(
            MandateWithdrawn(mandate_id=mandate_id, organization_ids=row["organization_ids"])
        )
        return shown(await self._locked(mandate_id), self._command.now.date())

    async def _renewable(self, mandate_id: UUID) -> None:
        renewed = await self._repository.get(mandate_id)
        if renewed is None or renewed["status"] not in GRANTED:
            raise NothingToRenew

    async def _locked(self, mandate_id: UUID) -> Row:
        row = await self._repository.lock(mandate_id)
        if row is None:
            raise NotFound
        return row


def _by_role(body: MandateCreate) -> dict[str, Any]:
    """Who carries and who shares which roles, as the log has it: two lists that go together; or nothing."""
    told: dict[str, Any] = {}
    for named, (ids, roles) in (
        (body.carriers, ("carrier_ids", "carried_roles")),
        (body.shares, ("sharer_ids", "shared_roles")),
    ):
        pairs = [(one.organization_id, role) for one in named for role in one.roles]
        if pairs:
            told |= {ids: [one for one, _ in pairs], roles: [role for _, role in pairs]}
    return told


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who proposed a mandate; what was proposed is the initiative's and stays."""
    await MandateRepository(connection, initiative_id).forget_author(person_id)
