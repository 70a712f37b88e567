"""What the worker of the agenda does besides what every worker does: it closes decisions at their time."""

from datetime import UTC, datetime
from functools import partial

from services.agenda.decisions.reminding import BEFORE, NOT_BEFORE, bring_up, remind, shortest
from services.agenda.decisions.repository import next_due, next_to_remind, next_to_review
from services.agenda.decisions.service import close_if_due
from services.agenda.following import follower
from services.agenda.public_reactions.repository import LINKS, forget_addresses
from services.agenda.public_reactions.service import ADDRESSES_KEPT
from shared.database.pool import Database
from shared.service import Duty
from shared.service_commands import ServiceCommands
from shared.settings import Settings

_BETWEEN_FORGETTING = 3_600.0


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


class DecisionReminders:
    """Reminds voters of what closes soon, and forums of what is to be looked at again, one a turn."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._commands = ServiceCommands(database, follower)

    async def remind_next(self) -> bool:
        """Remind of one decision, if one is due; says whether there was any."""
        now = datetime.now(UTC)
        for kind in BEFORE:
            async with self._database.transaction(readonly=True) as connection:
                found = await next_to_remind(
                    connection,
                    now,
                    kind.value,
                    before=BEFORE[kind],
                    not_before=NOT_BEFORE[kind],
                    shortest=shortest(kind),
                )
            if found is not None:
                initiative_id, decision_id = found
                await self._commands.run(initiative_id, partial(remind, decision_id=decision_id, kind=kind))
                return True
        async with self._database.transaction(readonly=True) as connection:
            found = await next_to_review(connection, now.date())
        if found is None:
            return False
        initiative_id, decision_id = found
        await self._commands.run(initiative_id, partial(bring_up, decision_id=decision_id))
        return True


def duties(database: Database, _settings: Settings) -> tuple[Duty, ...]:
    """The duties of closing, of reminding, and of forgetting links and where the public came from."""

    async def forget_public() -> bool:
        now = datetime.now(UTC)
        async with database.transaction() as connection:
            await LINKS.forget_expired(connection, now)
            await forget_addresses(connection, now - ADDRESSES_KEPT)
        return False

    return (
        Duty("close decisions", 1.0, DecisionsDue(database).close_next),
        Duty("remind of decisions", 15.0, DecisionReminders(database).remind_next),
        Duty("forget public links and addresses", _BETWEEN_FORGETTING, forget_public),
    )
