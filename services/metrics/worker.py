"""What the worker of the metrics does besides what every worker does: it says which reports are due."""

from datetime import UTC, datetime
from functools import partial

from services.metrics.following import follower
from services.metrics.reports_due.repository import come, reporting
from services.metrics.reports_due.service import due, receive_reports, say_due
from shared.database.pool import Database
from shared.service import Duty
from shared.service_commands import ServiceCommands
from shared.settings import Settings

_BETWEEN_LOOKS = 600.0
"""Seconds: periods end at midnight, and nobody waits for the minute."""


class ReportsDue:
    """Says which reports are due; any number of workers may do so at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commands = ServiceCommands(database, follower)

    async def say_all(self) -> bool:
        """Say all that are due and were not said, and of what was said before it was noted, what has come."""
        async with self._database.transaction(readonly=True) as connection:
            rows, received = await reporting(connection), await come(connection)
        for initiative_id in received:
            await self._commands.run(initiative_id, receive_reports)
        today = datetime.now(UTC).date()
        for row in rows:
            if due(row, today) is not None:
                await self._commands.run(row["initiative_id"], partial(say_due, row=row))
        return False


def duties(database: Database, _settings: Settings) -> tuple[Duty, ...]:
    """The duty of saying what is due."""
    return (Duty("say reports due", _BETWEEN_LOOKS, ReportsDue(database).say_all),)
