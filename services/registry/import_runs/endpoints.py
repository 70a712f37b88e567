"""Imports that a worker carries out, over HTTP: calling one off. They are sent where all imports are."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from services.registry.import_runs.errors import ImportHasEnded
from services.registry.import_runs.service import ImportRunCommands
from services.registry.imports.schemas import Import
from services.registry.imports.service import shown
from shared.http.auth.capabilities import FacilitatorFounderOrRepresentative
from shared.http.dependencies import CommandDep
from shared.http.languages import language_of
from shared.http.problem_documents import problem_responses
from shared.http.routes import WriteRoute

writing = APIRouter(prefix="/initiatives/{initiative_id}/imports", tags=["imports"], route_class=WriteRoute)


async def _commands(command: CommandDep) -> ImportRunCommands:
    return ImportRunCommands(command)


@writing.post("/{import_id}/cancel", responses=problem_responses(ImportHasEnded))
async def cancel_import(
    import_id: UUID,
    request: Request,
    caller: FacilitatorFounderOrRepresentative,
    commands: Annotated[ImportRunCommands, Depends(_commands)],
) -> Import:
    """Call off an import that has not ended: whoever sent it, and facilitators.

    One that waits ends at once. One under way ends as soon as its worker sees it, or, where that is too late,
    as it would have.
    """
    return Import.model_validate(shown(await commands.cancel(import_id), language_of(request)))
