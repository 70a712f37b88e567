"""The catalogue of event types over HTTP."""

from fastapi import APIRouter, Request, Response

from services.events.catalogue.schemas import EventType
from services.events.catalogue.service import event_type_page
from shared.http.auth.capabilities import public
from shared.http.dependencies import RuntimeDep
from shared.http.entering import limit_address
from shared.http.pagination import Page

router = APIRouter(prefix="/event-types", tags=["event types"])


@router.get("", response_model=Page[EventType])
@public
async def list_event_types(request: Request, runtime: RuntimeDep) -> Response:
    """List every type of event with its fields, JSON Schema and an example, on one page."""
    await limit_address(request, runtime)
    return Response(event_type_page(), media_type="application/json")
