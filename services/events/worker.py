"""What the worker of the events service does besides what every worker does."""

from services.events.erasures.journal import ErasureJournal
from services.events.erasures.noting import ErasureNotes
from services.events.following import follower
from shared.database.pool import Database
from shared.service import Duty
from shared.settings import Settings

_BETWEEN_REAPPLICATIONS = 600.0
"""Seconds: a backup may be restored while the worker runs and waits for the database."""


def duties(database: Database, settings: Settings) -> tuple[Duty, ...]:
    """The duties over the erasure journal."""
    notes = ErasureNotes(ErasureJournal(settings.erasure_journal_file), database, follower)
    return (
        Duty("reapply erasures", _BETWEEN_REAPPLICATIONS, notes.reapply),
        Duty("note erasures", 0.5, notes.note),
    )
