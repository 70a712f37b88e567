"""Objections follow ballots: whoever objects raises one, and whoever says otherwise withdraws it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.agenda.ballots.saying import OBJECTED_TO, OBJECTING
from services.agenda.ballots.schemas import BallotStatus
from services.agenda.decisions.events import Secrecy
from services.agenda.objections.events import ObjectionRaised, ObjectionWithdrawn
from services.agenda.objections.repository import ObjectionRepository
from services.agenda.objections.schemas import ObjectionStatus
from shared.commands import Command
from shared.ids import uuid7


async def follow_ballot(command: Command, decision: Mapping[str, Any], ballot: Mapping[str, Any]) -> None:
    """Raise, reword or withdraw a voter's objection, by what their ballot says from now on.

    Where nobody sees ballots before the closing, nobody sees who objects either: none is raised there.
    """
    if decision["secrecy"] != Secrecy.OPEN or decision["method"]["name"] not in OBJECTED_TO:
        return
    repository = ObjectionRepository(command.connection, command.initiative_id)
    decision_id, voter_id = ballot["decision_id"], ballot["voter_id"]
    objects = ballot["status"] == BallotStatus.COUNTS and ballot["choice"] in OBJECTING
    standing = await repository.standing_of(decision_id, voter_id)
    if standing is None and objects:
        objection_id = uuid7()
        await repository.insert(
            {
                "id": objection_id,
                "decision_id": decision_id,
                "voter_id": voter_id,
                "harm": ballot["reason"],
                "raised_by": ballot["cast_by"],
                "raised_at": command.now,
            }
        )
        command.record(ObjectionRaised(decision_id=decision_id, objection_id=objection_id, voter_id=voter_id))
    elif standing is not None and objects:
        await repository.reword(decision_id, standing["id"], ballot["reason"])
    elif standing is not None:
        await withdraw_objection(command, decision_id, voter_id)


async def withdraw_objection(command: Command, decision_id: UUID, voter_id: UUID) -> None:
    """Withdraw a voter's objection, if there is one: they say otherwise, or have no vote any more."""
    repository = ObjectionRepository(command.connection, command.initiative_id)
    standing = await repository.standing_of(decision_id, voter_id)
    if standing is None:
        return
    await repository.settle(decision_id, standing["id"], ObjectionStatus.WITHDRAWN, command.now)
    command.record(
        ObjectionWithdrawn(decision_id=decision_id, objection_id=standing["id"], voter_id=voter_id)
    )
