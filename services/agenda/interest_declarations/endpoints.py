"""Interest declarations at decisions, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.interest_declarations.schemas import DecisionInterest
from services.agenda.interest_declarations.service import InterestDeclarations, shown
from shared.http.auth.capabilities import Member
from shared.http.dependencies import ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.routes import ReadRoute

reading = APIRouter(
    prefix="/initiatives/{initiative_id}/decisions/{decision_id}/interest-declarations",
    tags=["decisions"],
    route_class=ReadRoute,
)


async def _declarations(reading: ReadingDep) -> InterestDeclarations:
    return InterestDeclarations(reading)


@reading.get("")
async def list_decision_interests(
    decision_id: UUID,
    caller: Member,
    declarations: Annotated[InterestDeclarations, Depends(_declarations)],
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[DecisionInterest]:
    """List who declared interests in the mandate that a decision is about, or that they have none."""
    rows = await declarations.page(decision_id, after(cursor), limit + 1)
    return page(rows, limit, shown=shown, by="declarer_id")
