"""What the worker of the events service does besides what every worker does."""

from datetime import UTC, datetime
from functools import partial

from services.events.deletions.ending import end_next
from services.events.endpoint_mails.repository import forget_old as forget_old_mails
from services.events.endpoint_mails.service import KEPT
from services.events.erasures.journal import ErasureJournal
from services.events.erasures.noting import ErasureNotes
from services.events.following import follower
from services.events.stream_links.repository import LINKS
from services.events.webhook_deliveries.repository import forget_old
from shared.database.pool import Database
from shared.service import Duty
from shared.settings import Settings

_BETWEEN_REAPPLICATIONS = 600.0
"""Seconds: a backup may be restored while the worker runs and waits for the database."""

_BETWEEN_FORGETTING = 3_600.0


def duties(database: Database, settings: Settings) -> tuple[Duty, ...]:
    """The duties over the erasure journal, deleting logs, and forgetting old deliveries and links."""
    notes = ErasureNotes(ErasureJournal(settings.erasure_journal_file), database, follower)

    async def forget_deliveries() -> bool:
        async with database.transaction() as connection:
            await forget_old(connection)
            await forget_old_mails(connection, datetime.now(UTC) - KEPT)
        return False

    async def forget_links() -> bool:
        async with database.transaction() as connection:
            await LINKS.forget_expired(connection, datetime.now(UTC))
        return False

    return (
        Duty("reapply erasures", _BETWEEN_REAPPLICATIONS, notes.reapply),
        Duty("note erasures", 0.5, notes.note),
        Duty("delete logs", 5.0, partial(end_next, database)),
        Duty("forget deliveries and mails", _BETWEEN_FORGETTING, forget_deliveries),
        Duty("forget links", _BETWEEN_FORGETTING, forget_links),
    )
