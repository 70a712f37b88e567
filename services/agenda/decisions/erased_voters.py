"""What erasing a person must not undo: that they came to belong to the backbone in an open decision."""

from datetime import date
from uuid import UUID

import asyncpg

from services.agenda.decisions.electorates import bound_for, free
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.governing.repository import Governing
from shared.governance import DecisionKind


async def keep_what_binds(
    connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID, today: date
) -> None:
    """Keep, before a person's ties go with them, that what they cast in open decisions will not count.

    The closing says it, as it does of others: by then nothing else is left to tell.
    """
    decisions = DecisionRepository(connection, initiative_id)
    governing = Governing(connection, initiative_id)
    for decision in await decisions.open_with(person_id):
        tie = await governing.tie_of(person_id, decision["opened_at"], today)
        if not free(tie, DecisionKind(decision["kind"])):
            await decisions.bind(decision["id"], person_id, bound_for(tie))
