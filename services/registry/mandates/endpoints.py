"""Mandates over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from services.registry.mandates.errors import (
    MandateInThePast,
    MandateSettled,
    NotACarrier,
    NothingToRenew,
    UnknownHolder,
)
from services.registry.mandates.events import CarrierAnswer, MandateStatus
from services.registry.mandates.schemas import BackboneState, Mandate, MandateCreate
from services.registry.mandates.service import MandateCommands, Mandates
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/mandates"
reading = APIRouter(prefix=_PREFIX, tags=["mandates"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["mandates"], route_class=WriteRoute)

states = APIRouter(prefix="/initiatives/{initiative_id}", tags=["mandates"], route_class=ReadRoute)


async def _mandates(reading: ReadingDep) -> Mandates:
    return Mandates(reading)


async def _commands(command: CommandDep) -> MandateCommands:
    return MandateCommands(command)


MandatesDep = Annotated[Mandates, Depends(_mandates)]
CommandsDep = Annotated[MandateCommands, Depends(_commands)]


@writing.post(
    "", status_code=201, responses=problem_responses(MandateInThePast, UnknownHolder, NothingToRenew)
)
async def propose_mandate(body: MandateCreate, caller: Member, commands: CommandsDep) -> Mandate:
    """Propose organizations as the initiative's backbone; the steering committee decides."""
    return Mandate.model_validate(await commands.propose(body))


@reading.get("", responses=problem_responses(*UNKNOWN_THEN))
async def list_mandates(
    caller: WorkReader,
    mandates: MandatesDep,
    when: WhenDep,
    status: MandateStatus | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Mandate]:
    """List the mandates, proposed and granted, oldest first; those of a status, or in force on a day."""
    return page(await mandates.page(after(cursor), limit + 1, status=status, when=when), limit)


@states.get("/backbone-state")
async def get_backbone_state(
    caller: WorkReader, mandates: MandatesDep, on: date | None = None
) -> BackboneState:
    """Read who is the backbone on a day, today unless told otherwise, or takes care of what is running."""
    return BackboneState.model_validate(await mandates.state(on))


@reading.get("/{mandate_id}", responses=problem_responses(*UNKNOWN_THEN))
async def get_mandate(mandate_id: UUID, caller: WorkReader, mandates: MandatesDep, when: WhenDep) -> Mandate:
    """Read a mandate, as it is or was recorded, and whether it was in force on a day."""
    return Mandate.model_validate(await mandates.get(mandate_id, when))


@writing.post("/{mandate_id}/withdraw", responses=problem_responses(MandateSettled))
async def withdraw_mandate(mandate_id: UUID, caller: Member, commands: CommandsDep) -> Mandate:
    """Take a proposal back: whoever made it, and whoever speaks for an organization proposed."""
    return Mandate.model_validate(await commands.withdraw(mandate_id))


@writing.post(
    "/{mandate_id}/carriers/{organization_id}/carry", responses=problem_responses(NotACarrier, MandateSettled)
)
async def carry_role(
    mandate_id: UUID, organization_id: UUID, caller: Member, commands: CommandsDep
) -> Mandate:
    """Say that the organization one represents carries the roles it was named for."""
    return Mandate.model_validate(await commands.answer(mandate_id, organization_id, CarrierAnswer.CARRIES))


@writing.post(
    "/{mandate_id}/carriers/{organization_id}/decline",
    responses=problem_responses(NotACarrier, MandateSettled),
)
async def decline_role(
    mandate_id: UUID, organization_id: UUID, caller: Member, commands: CommandsDep
) -> Mandate:
    """Say that the organization one represents does not carry the roles it was named for."""
    return Mandate.model_validate(await commands.answer(mandate_id, organization_id, CarrierAnswer.DECLINED))
