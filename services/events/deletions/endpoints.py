"""What is kept of deleted initiatives over HTTP, open to whoever knows the id."""

from uuid import UUID

from fastapi import APIRouter, Request

from services.events.deletions.schemas import DeletedInitiative
from services.events.deletions.service import kept_of
from shared.http.auth.capabilities import public
from shared.http.dependencies import RuntimeDep
from shared.http.entering import limit_address
from shared.http.problem_documents import problem_responses
from shared.http.problems import NotFound

router = APIRouter(prefix="/deleted-initiatives", tags=["deletions"])


@router.get("/{deleted_id}", responses=problem_responses(NotFound))
@public
async def get_deleted_initiative(
    deleted_id: UUID, request: Request, runtime: RuntimeDep
) -> DeletedInitiative:
    """Read what is kept of a deleted initiative: its log's last checkpoint, when, by which decision.

    Whoever kept a copy of the log can check it against this.
    """
    await limit_address(request, runtime)
    async with runtime.database.transaction(readonly=True) as connection:
        return DeletedInitiative.model_validate(await kept_of(connection, deleted_id))
