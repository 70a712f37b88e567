"""The rules of exporting a person's data: everything the metrics hold, to the person and facilitators."""

from typing import Any
from uuid import UUID

from services.metrics.citations.repository import CITATIONS
from services.metrics.personal_data.repository import PersonalDataRepository
from shared.commands import Reading
from shared.personal_data import MOST, LoggedPersonalData, may_export

_LOGGED = LoggedPersonalData("metrics")


class PersonalData:
    """Gathers what the metrics hold."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def export(self, person_id: UUID) -> dict[str, Any]:
        """Everything about a person, nothing about one they have not heard of; raises Forbidden."""
        may_export(self._reading.caller, person_id)
        connection, initiative_id = self._reading.connection, self._reading.initiative_id
        gathered = await PersonalDataRepository(connection, initiative_id).gathered(person_id)
        cited = await CITATIONS.of_person((connection, initiative_id), person_id, MOST + 1)
        gathered["citations"] = [dict(row) for row in cited]
        logged = await _LOGGED.read(connection, initiative_id, person_id)
        return {
            **logged,
            **{kind: rows[:MOST] for kind, rows in gathered.items()},
            "initiative_id": initiative_id,
            "complete": logged["complete"] and all(len(rows) <= MOST for rows in gathered.values()),
        }
