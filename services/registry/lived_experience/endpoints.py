"""Lived experience over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.lived_experience.schemas import LivedExperience, LivedExperienceDeclare
from services.registry.lived_experience.service import LivedExperienceCommands, LivedExperiences
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/people/{person_id}/lived-experience"
reading = APIRouter(prefix=_PREFIX, tags=["people"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["people"], route_class=WriteRoute)


async def _experiences(reading: ReadingDep) -> LivedExperiences:
    return LivedExperiences(reading)


async def _commands(command: CommandDep) -> LivedExperienceCommands:
    return LivedExperienceCommands(command)


ExperiencesDep = Annotated[LivedExperiences, Depends(_experiences)]
CommandsDep = Annotated[LivedExperienceCommands, Depends(_commands)]


@reading.get("")
async def get_lived_experience(
    person_id: UUID, caller: Member, experiences: ExperiencesDep
) -> LivedExperience:
    """Read what a person has declared of their own experience: the person, and facilitators."""
    return await experiences.get(person_id)


@writing.put("")
async def declare_lived_experience(
    person_id: UUID, body: LivedExperienceDeclare, caller: Member, commands: CommandsDep
) -> LivedExperience:
    """Declare one's own experience, or take it back: the person alone. It is never in the log."""
    return await commands.declare(person_id, declared=body.declared)
