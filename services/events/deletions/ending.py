"""Ending deletions: the log goes once every service has emptied its tables; its last checkpoint stays."""

from services.events.deletions.repository import delete_part, next_emptied
from shared.database.pool import Database
from shared.deletion import BATCH


async def end_next(database: Database) -> bool:
    """Delete one log that is due, part by part; says whether there was one."""
    async with database.transaction(readonly=True) as connection:
        initiative_id = await next_emptied(connection)
    if initiative_id is None:
        return False
    deleted = BATCH
    while deleted:
        async with database.transaction() as connection:
            deleted = await delete_part(connection, initiative_id, BATCH)
    return True
