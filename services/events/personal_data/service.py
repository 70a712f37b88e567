"""The rules of exporting a person's data: all the events service holds, to the person and facilitators."""

from typing import Any
from uuid import UUID

from services.events.stream_links.repository import LINKS
from shared.commands import Reading
from shared.personal_data import LoggedPersonalData, may_export

_LOGGED = LoggedPersonalData("events")


class PersonalData:
    """Gathers what the events service holds."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def export(self, person_id: UUID) -> dict[str, Any]:
        """Everything about a person, nothing about one it has not heard of; raises Forbidden."""
        may_export(self._reading.caller, person_id)
        connection, initiative_id = self._reading.connection, self._reading.initiative_id
        # There are few: at most five live ones, and those not yet deleted.
        links = await LINKS.of_person(connection, initiative_id, person_id)
        return {
            **await _LOGGED.read(connection, initiative_id, person_id),
            "initiative_id": initiative_id,
            "links": [dict(row) for row in links],
        }
