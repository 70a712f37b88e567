"""The rules of exporting a person's data: everything the agenda holds, to the person and facilitators."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.agenda.activities.repository import ActivityRepository
from services.agenda.amendments.repository import AmendmentRepository
from services.agenda.ballots.repository import BallotRepository
from services.agenda.ballots.saying import described as ballot_described
from services.agenda.citations.repository import CITATIONS
from services.agenda.decisions.handling import shown as decision_shown
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.objections.repository import ObjectionRepository
from services.agenda.objections.service import shown as objection_shown
from services.agenda.personal_data.repository import PersonalDataRepository
from services.agenda.proxies.repository import ProxyRepository
from services.agenda.public_reactions.repository import LINKS
from services.agenda.voice_reactions.repository import ReactionRepository
from shared.commands import Reading
from shared.outcomes import MethodName
from shared.personal_data import MOST, LoggedPersonalData, may_export

_LOGGED = LoggedPersonalData("agenda")


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    person_id, organization_id = row["brought_by_person_id"], row["brought_by_organization_id"]
    return {**row, "brought_by": {"person_id": person_id, "organization_id": organization_id}}


class PersonalData:
    """Gathers what the agenda holds."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def export(self, person_id: UUID) -> dict[str, Any]:
        """Everything about a person, nothing about one it has not heard of; raises Forbidden."""
        may_export(self._reading.caller, person_id)
        connection, initiative_id = self._reading.connection, self._reading.initiative_id
        repository = PersonalDataRepository(connection, initiative_id)
        brought, entered = await repository.brought(person_id), await repository.entered(person_id)
        worded = await repository.drafted(person_id)
        drafted = await DecisionRepository(connection, initiative_id).drafted_by(person_id, MOST + 1)
        cast = await BallotRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        proxies = await ProxyRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        dissent = ObjectionRepository(connection, initiative_id)
        objections = await dissent.of_person(person_id, MOST + 1)
        answers = await dissent.answered_by(person_id, MOST + 1)
        amendments = await AmendmentRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        # Facilitators, who export for others, do not see how anybody reacted.
        own = self._reading.caller.person_id == person_id
        reactions = ReactionRepository(connection, initiative_id)
        reacted = await reactions.of_person(person_id, MOST + 1) if own else []
        activities = await ActivityRepository(connection, initiative_id).entered(person_id, MOST + 1)
        cited = await CITATIONS.of_person((connection, initiative_id), person_id, MOST + 1)
        found = (
            *(brought, entered, worded, drafted, cast, proxies),
            *(objections, answers, amendments, reacted, activities, cited),
        )
        links = await LINKS.of_person(connection, initiative_id, person_id)
        logged = await _LOGGED.read(connection, initiative_id, person_id)
        return {
            **logged,
            "initiative_id": initiative_id,
            "voices": [_shown(row) for row in brought[:MOST]],
            "entered_voice_ids": entered[:MOST],
            "drafted_revisions": [dict(row) for row in worded[:MOST]],
            "drafted_decisions": [decision_shown(row) for row in drafted[:MOST]],
            "ballots": [ballot_described(row, MethodName(row["method_name"])) for row in cast[:MOST]],
            "objections": [objection_shown(row) for row in objections[:MOST]],
            "objection_answers": [dict(row) for row in answers[:MOST]],
            "amendments": [dict(row) for row in amendments[:MOST]],
            "proxies": [dict(row) for row in proxies[:MOST]],
            "reactions": [dict(row) for row in reacted[:MOST]],
            "reaction_links": [dict(row) for row in links],
            "entered_activity_ids": activities[:MOST],
            "citations": [dict(row) for row in cited[:MOST]],
            "complete": logged["complete"] and max(map(len, found)) <= MOST,
        }
