"""The rules of lived experience: declared by the person alone, read by them and facilitators, never logged.

Nothing here records an event, and nothing has a version: not even that something changed is for others to
see (docs/decisions/0011).
"""

from uuid import UUID

from services.registry.lived_experience.repository import LivedExperienceRepository
from services.registry.lived_experience.schemas import LivedExperience
from shared.commands import Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo


class LivedExperiences:
    """Reading what people have declared."""

    def __init__(self, reading: Reading) -> None:
        self._caller = reading.caller
        self._repository = LivedExperienceRepository(reading.connection, reading.initiative_id)

    async def get(self, person_id: UUID) -> LivedExperience:
        """What a person has declared; raises NotFound and Forbidden."""
        if not await self._repository.has_person(person_id):
            raise NotFound
        if not (self._caller.facilitates or self._caller.person_id == person_id):
            raise Forbidden(OpenTo.THEMSELF, OpenTo.FACILITATORS)
        return LivedExperience(declared=await self._repository.get(person_id))


class LivedExperienceCommands:
    """Declaring, and taking it back."""

    def __init__(self, command: Command) -> None:
        self._caller = command.caller
        self._repository = LivedExperienceRepository(command.connection, command.initiative_id)

    async def declare(self, person_id: UUID, *, declared: bool | None) -> LivedExperience:
        """Keep or forget what the caller says of themself; raises NotFound and Forbidden."""
        if not await self._repository.hold_person(person_id):
            raise NotFound
        if self._caller.person_id != person_id:
            raise Forbidden(OpenTo.THEMSELF)
        if declared is None:
            await self._repository.delete(person_id)
        else:
            await self._repository.put(person_id, declared=declared)
        return LivedExperience(declared=declared)
