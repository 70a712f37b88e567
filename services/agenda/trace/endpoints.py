"""The thread over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.trace.schemas import Trace, TracedKind
from services.agenda.trace.service import Thread
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep
from shared.http.routes import ReadRoute

reading = APIRouter(prefix="/initiatives/{initiative_id}/trace", tags=["agenda"], route_class=ReadRoute)


async def _thread(reading: ReadingDep) -> Thread:
    return Thread(reading)


@reading.get("/{kind}/{traced_id}")
async def trace_thread(
    kind: TracedKind, traced_id: UUID, caller: WorkReader, thread: Annotated[Thread, Depends(_thread)]
) -> Trace:
    """Follow the thread from voices to activities through one thing: on what it rests, to what it led."""
    return Trace.model_validate(await thread.trace(kind, traced_id))
