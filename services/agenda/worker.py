"""What the worker of the agenda does besides what every worker does: it closes decisions at their time."""

from datetime import UTC, datetime
from functools import partial

from services.agenda.decisions.repository import next_due
from services.agenda.decisions.service import close_if_due
from services.agenda.following import follower
from shared.database.pool import Database
from shared.service import Duty
from shared.service_commands import ServiceCommands
from shared.settings import Settings


class DecisionsDue:
    """Closes decisions whose time is over, one a turn; any number of workers may do so at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commands = ServiceCommands(database, follower)

    async def close_next(self) -> bool:
        """Close one decision, if one is due; says whether there was one."""
        async with self._database.transaction(readonly=True) as connection:
            due = await next_due(connection, datetime.now(UTC))
        if due is None:
            return False
        initiative_id, decision_id = due
        await self._commands.run(initiative_id, partial(close_if_due, decision_id=decision_id))
        return True


def duties(database: Database, _settings: Settings) -> tuple[Duty, ...]:
    """The duty of closing."""
    return (Duty("close decisions", 1.0, DecisionsDue(database).close_next),)
