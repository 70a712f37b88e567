"""What the registry's worker does of its own: approve minutes by silence, end terms, remind,
import files that wait, renew names.
"""

from datetime import UTC, datetime
from functools import partial

from services.registry.calendars.repository import LINKS
from services.registry.commitments.events import Reminder
from services.registry.commitments.reminding import due, remind
from services.registry.commitments.repository import next_to_remind
from services.registry.following import follower, standing
from services.registry.import_runs.running import ImportRuns
from services.registry.minutes.repository import next_silent
from services.registry.minutes.service import MinutesCommands
from services.registry.names.service import NameUpkeep
from services.registry.seats.repository import next_ended, next_ending
from services.registry.seats.service import SeatCommands
from shared.commands import Command
from shared.database.pool import Database
from shared.service import Duty
from shared.service_commands import ServiceCommands
from shared.settings import Settings

_BETWEEN_FORGETTING = 3_600.0


class SilentMinutes:
    """Approves minutes by silence, one a turn; any number of workers may do so at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commands = ServiceCommands(database, follower)

    async def approve_next(self) -> bool:
        """Approve the minutes of one meeting, if their time is over; says whether there were any."""
        async with self._database.transaction(readonly=True) as connection:
            found = await next_silent(connection, datetime.now(UTC))
        if found is None:
            return False
        initiative_id, meeting_id = found

        async def approve(command: Command) -> None:
            await MinutesCommands(command).approve_if_silent(meeting_id)

        await self._commands.run(initiative_id, approve)
        return True


class Reminders:
    """Reminds the sides of commitments, one commitment a turn; any number of workers may do so at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commands = ServiceCommands(database, follower)

    async def remind_next(self) -> bool:
        """Remind of one commitment, if one is due; says whether there was any."""
        for kind in Reminder:
            since, until = due(kind, datetime.now(UTC).date())
            async with self._database.transaction(readonly=True) as connection:
                found = await next_to_remind(connection, kind, since, until)
            if found is not None:
                initiative_id, commitment_id = found
                await self._commands.run(
                    initiative_id, partial(remind, commitment_id=commitment_id, kind=kind)
                )
                return True
        return False


class SeatTerms:
    """Ends terms that are over, and reminds of those that end soon, one a turn; any number of workers may."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commands = ServiceCommands(database, follower)

    async def end_next(self) -> bool:
        """End one term, if one is over, or remind of one; says whether there was any."""
        now = datetime.now(UTC)
        async with self._database.transaction(readonly=True) as connection:
            ended = await next_ended(connection, now)
            found = ended or await next_ending(connection, now)
        if found is None:
            return False
        initiative_id, forum_id, seat_id = found

        async def carry_out(command: Command) -> None:
            commands = SeatCommands(command)
            await (commands.end_term if ended else commands.remind_of_end)(forum_id, seat_id)

        await self._commands.run(initiative_id, carry_out)
        return True


def duties(database: Database, _settings: Settings) -> tuple[Duty, ...]:
    """What the worker of the registry does besides what every worker does."""

    async def forget_links() -> bool:
        async with database.transaction() as connection:
            await LINKS.forget_expired(connection, datetime.now(UTC))
        return False

    imports = ImportRuns(database, follower, standing)
    return (
        Duty("import files", 1.0, imports.run_next),
        Duty("forget files", 600.0, imports.forget),
        Duty("approve minutes", 2.0, SilentMinutes(database).approve_next),
        Duty("end terms of seats", 1.0, SeatTerms(database).end_next),
        Duty("remind of commitments", 30.0, Reminders(database).remind_next),
        Duty("renew names", 10.0, NameUpkeep(database).renew_next),
        Duty("forget calendar links", _BETWEEN_FORGETTING, forget_links),
    )
