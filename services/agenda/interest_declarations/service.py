"""Interest declarations at the decision on a mandate: voters see who said that something ties them to it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.agenda.interest_declarations.repository import InterestDeclarationRepository
from shared.commands import Reading
from shared.http.problems import NotFound

Row = Mapping[str, Any]


def shown(row: Row) -> dict[str, Any]:
    """A declaration as the API shows it."""
    return {**row, "person_id": row["declarer_id"] if row["organization_id"] is None else None}


class InterestDeclarations:
    """Reading who declared interests."""

    def __init__(self, reading: Reading) -> None:
        self._repository = InterestDeclarationRepository(reading.connection, reading.initiative_id)

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Declarations on the mandate a decision is about; none on any other. Raises NotFound."""
        decision = await self._repository.mandate_of(decision_id)
        if decision is None:
            raise NotFound
        if decision["mandate_id"] is None:
            return []
        return await self._repository.page(decision["mandate_id"], after, limit)
