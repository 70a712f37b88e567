"""Reminding the sides of commitments: a week before, and once the day is past."""

from datetime import date, timedelta
from uuid import UUID

from services.registry.commitments.events import CommitmentReminded, CommitmentStatus, Reminder
from services.registry.commitments.repository import LATEST, SOON, CommitmentRepository
from shared.commands import Command

_WAITING = (CommitmentStatus.OPEN, CommitmentStatus.RENEGOTIATED)


def due(kind: Reminder, today: date) -> tuple[date, date]:
    """From which day until which one, exclusive, a commitment is due of which one is to be reminded."""
    if kind is Reminder.DUE_SOON:
        return today, today + SOON + timedelta(days=1)
    return today - LATEST, today


async def remind(command: Command, commitment_id: UUID, kind: Reminder) -> None:
    """Remind the sides of a commitment, unless it has changed or they were reminded in the meantime."""
    repository = CommitmentRepository(command.connection, command.initiative_id)
    row = await repository.lock(commitment_id)
    if row is None or row["withdrawn"] or row["status"] not in _WAITING or row["due_on"] is None:
        return
    since, until = due(kind, command.now.date())
    if not since <= row["due_on"] < until:
        return
    if await repository.remind(commitment_id, kind, row["due_on"]):
        sides = ("by_person_id", "by_organization_id", "to_person_id", "to_organization_id")
        told = {name: row[name] for name in ("due_on", *sides)}
        command.record(CommitmentReminded(commitment_id=commitment_id, kind=kind, **told))
