"""The events service's part of a person's data over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.events.personal_data.schemas import EventsPersonalData
from services.events.personal_data.service import PersonalData
from shared.http.auth.capabilities import Member
from shared.http.dependencies import ReadingDep
from shared.http.routes import ReadRoute

reading = APIRouter(
    prefix="/initiatives/{initiative_id}/people/{person_id}/personal-data",
    tags=["personal data"],
    route_class=ReadRoute,
)


async def _personal_data(reading: ReadingDep) -> PersonalData:
    return PersonalData(reading)


@reading.get("")
async def export_events_personal_data(
    person_id: UUID, caller: Member, data: Annotated[PersonalData, Depends(_personal_data)]
) -> EventsPersonalData:
    """Export everything the events service holds of a person: the person, and facilitators."""
    return EventsPersonalData.model_validate(await data.export(person_id))
