"""Who decides what, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.agenda.competences.schemas import Competences as CompetencesShown
from services.agenda.competences.service import Competences
from shared.http.auth.capabilities import WorkReader
from shared.http.dependencies import ReadingDep
from shared.http.routes import ReadRoute

reading = APIRouter(
    prefix="/initiatives/{initiative_id}/competences", tags=["decisions"], route_class=ReadRoute
)


async def _competences(reading: ReadingDep) -> Competences:
    return Competences(reading)


@reading.get("")
async def get_competences(
    caller: WorkReader, competences: Annotated[Competences, Depends(_competences)]
) -> CompetencesShown:
    """Read which forums decide on which matters: the charter's table, tightened by the initiative."""
    return CompetencesShown.model_validate({"matters": await competences.table()})
