"""Integrations over HTTP."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.integrations.errors import TwoSecretsLive
from services.registry.integrations.schemas import (
    Integration,
    IntegrationCreate,
    IntegrationRegistration,
    NewIntegrationSecret,
    SecretCreate,
)
from services.registry.integrations.service import IntegrationCommands, Integrations
from services.registry.people.errors import UnknownOrganization
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import FacilitatorRepresentativeOrOperator, RepresentativeOrOperator
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.idempotency import shows_secret
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/integrations"
reading = APIRouter(prefix=_PREFIX, tags=["integrations"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["integrations"], route_class=WriteRoute)


async def _integrations(reading: ReadingDep) -> Integrations:
    return Integrations(reading)


async def _commands(command: CommandDep) -> IntegrationCommands:
    return IntegrationCommands(command)


IntegrationsDep = Annotated[Integrations, Depends(_integrations)]
CommandsDep = Annotated[IntegrationCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(UnknownOrganization))
@shows_secret
async def register_integration(
    body: IntegrationCreate, caller: RepresentativeOrOperator, commands: CommandsDep
) -> IntegrationRegistration:
    """Let a system of an organization in; its secret is shown this once.

    For the operator and for those who represent the organization. A request sent again under the same
    `Idempotency-Key` registers nothing and is answered 410: nobody can show the secret again. Then give it
    a new one.
    """
    return IntegrationRegistration.model_validate(await commands.register(body))


@reading.get("")
async def list_integrations(
    caller: FacilitatorRepresentativeOrOperator,
    integrations: IntegrationsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Integration]:
    """List the systems let in, oldest first; representatives see those of their own organizations."""
    return page(await integrations.page(after(cursor), limit + 1), limit)


@reading.get("/{integration_id}")
async def get_integration(
    integration_id: UUID, caller: FacilitatorRepresentativeOrOperator, integrations: IntegrationsDep
) -> Integration:
    """Read what a system may do, and when its secrets were last used."""
    return Integration.model_validate(await integrations.get(integration_id))


@writing.delete("/{integration_id}", status_code=204)
@even_after_the_end
async def revoke_integration(
    integration_id: UUID, caller: RepresentativeOrOperator, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Shut a system out at once, in every service, whatever tokens it holds."""
    await commands.revoke(integration_id, if_match)


@writing.post("/{integration_id}/secrets", status_code=201, responses=problem_responses(TwoSecretsLive))
@shows_secret
async def rotate_integration_secret(
    integration_id: UUID, body: SecretCreate, caller: RepresentativeOrOperator, commands: CommandsDep
) -> NewIntegrationSecret:
    """Give a system a new secret, shown this once; the one it has goes on for `overlap_hours`."""
    overlap = timedelta(hours=body.overlap_hours)
    return NewIntegrationSecret.model_validate(await commands.rotate(integration_id, overlap))


@writing.delete("/{integration_id}/secrets/{secret_id}", status_code=204)
@even_after_the_end
async def end_integration_secret(
    integration_id: UUID,
    secret_id: UUID,
    caller: RepresentativeOrOperator,
    if_match: IfMatch,
    commands: CommandsDep,
) -> None:
    """End a secret before its time; `If-Match` is the integration's version.

    Tokens got with it live on for at most ten minutes. To shut the system out now, revoke the integration.
    """
    await commands.end_secret(integration_id, secret_id, if_match)
