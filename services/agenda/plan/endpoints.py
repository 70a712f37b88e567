"""The coordinated plan over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.agenda.plan.schemas import CoordinatedPlan
from services.agenda.plan.service import Plan
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep
from shared.http.routes import ReadRoute

reading = APIRouter(prefix="/initiatives/{initiative_id}/plan", tags=["activities"], route_class=ReadRoute)


async def _plan(reading: ReadingDep) -> Plan:
    return Plan(reading)


@reading.get("")
async def get_plan(caller: WorkReader, plan: Annotated[Plan, Depends(_plan)]) -> CoordinatedPlan:
    """Read the coordinated plan by goals: gaps, overlaps, leads in conflict, what is late."""
    return CoordinatedPlan.model_validate(await plan.overview())
