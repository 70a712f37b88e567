"""Reminding voters before a decision closes, and a forum of a decision it wanted to look at again."""

from datetime import datetime, timedelta
from uuid import UUID

from services.agenda.decisions.electorates import free
from services.agenda.decisions.events import DecisionReviewDue, Reminder, VotersReminded
from services.agenda.decisions.repository import DecisionRepository, in_parts
from services.agenda.decisions.schemas import DecisionStatus
from services.agenda.governing.repository import Governing
from shared.commands import Command
from shared.governance import DecisionKind
from shared.outcomes import Outcome

BEFORE = {Reminder.THREE_DAYS: timedelta(days=3), Reminder.ONE_DAY: timedelta(days=1)}
"""How long before it closes, at most."""
NOT_BEFORE = {Reminder.THREE_DAYS: BEFORE[Reminder.ONE_DAY], Reminder.ONE_DAY: timedelta()}
"""And at least: with less left, the last reminder is enough."""
_VOTERS_A_LINE = 400


def shortest(kind: Reminder) -> timedelta:
    """How long a decision is open at least for a reminder: with less it would come at once."""
    return BEFORE[kind] * 5 / 4


async def remind(command: Command, decision_id: UUID, kind: Reminder) -> None:
    """Remind who has not voted, unless that was done, or the decision has changed in the meantime."""
    repository = DecisionRepository(command.connection, command.initiative_id)
    row = await repository.lock(decision_id)
    if row is None or row["status"] != DecisionStatus.OPEN or not _due(row["closes_at"], command.now, kind):
        return
    if not await repository.note_reminder(decision_id, kind.value, row["closes_at"]):
        return
    kind_of = DecisionKind(row["kind"])
    ties = await Governing(command.connection, command.initiative_id).ties(
        row["opened_at"], command.now.date()
    )
    # Whoever has come to belong to the backbone since is disqualified at the closing: no vote, no reminder.
    missing = [voter for voter in await repository.missing(decision_id) if free(ties.get(voter), kind_of)]
    for part in in_parts(missing, _VOTERS_A_LINE):
        command.record(
            VotersReminded(
                decision_id=decision_id,
                kind=kind,
                closes_at=row["closes_at"],
                voter_ids=list(part),
            )
        )


async def bring_up(command: Command, decision_id: UUID) -> None:
    """Say that a decision is to be looked at again, once."""
    repository = DecisionRepository(command.connection, command.initiative_id)
    row = await repository.lock(decision_id)
    if row is None or row["outcome"] != Outcome.ADOPTED or row["review_on"] is None:
        return
    if row["review_on"] > command.now.date():
        return
    if await repository.note_reminder(decision_id, "review", row["closed_at"]):
        command.record(
            DecisionReviewDue(decision_id=decision_id, forum_id=row["forum_id"], review_on=row["review_on"])
        )


def _due(closes_at: datetime, now: datetime, kind: Reminder) -> bool:
    return now + NOT_BEFORE[kind] < closes_at <= now + BEFORE[kind]
