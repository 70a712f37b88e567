"""The rules of exporting a person's data: everything the registry holds, to the person and facilitators."""

from typing import Any
from uuid import UUID

from services.registry.accounts.repository import AccountRepository
from services.registry.attendance.repository import AttendanceRepository
from services.registry.calendars.repository import LINKS
from services.registry.commitments.repository import CommitmentRepository
from services.registry.commitments.service import described as described_commitment
from services.registry.engagement_activities.repository import EngagementActivityRepository
from services.registry.interactions.repository import InteractionRepository
from services.registry.interest_declarations.repository import InterestDeclarationRepository
from services.registry.invitations.repository import InvitationRepository
from services.registry.invitations.service import described
from services.registry.lived_experience.repository import LivedExperienceRepository
from services.registry.mediations.repository import MediationRepository
from services.registry.meetings.repository import MeetingRepository
from services.registry.minutes.repository import MinutesRepository
from services.registry.people.repository import PersonRepository
from services.registry.people.service import visible
from services.registry.recognitions.repository import RecognitionRepository
from services.registry.requests.repository import RequestRepository
from services.registry.requests.service import shown as shown_request
from services.registry.seats.repository import SeatRepository
from services.registry.sources.repository import SourceRepository
from services.registry.staff.repository import StaffRepository
from shared.commands import Reading
from shared.http.pagination import START
from shared.http.problems import NotFound
from shared.personal_data import MOST, LoggedPersonalData, may_export

_LOGGED = LoggedPersonalData("registry")


class PersonalData:
    """Gathers from every slice what it holds."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def export(self, person_id: UUID) -> dict[str, Any]:
        """Everything about a person; raises NotFound and Forbidden."""
        connection, initiative_id = self._reading.connection, self._reading.initiative_id
        person = await PersonRepository(connection, initiative_id).get(person_id)
        if person is None:
            raise NotFound
        may_export(self._reading.caller, person_id)
        lived = await LivedExperienceRepository(connection, initiative_id).get(person_id)
        roles = await StaffRepository(connection, initiative_id).of_person(person_id)
        seats = await SeatRepository(connection, initiative_id).of_person(person_id)
        invitations = await InvitationRepository(connection, initiative_id).page(person_id, START, MOST + 1)
        accounts = await AccountRepository(connection, initiative_id).page(person_id, START, MOST + 1)
        sources = await SourceRepository(connection, initiative_id).recorded_by(person_id, MOST + 1)
        interacting = InteractionRepository(connection, initiative_id, person_id=person_id)
        interactions = await interacting.of_person(person_id, MOST + 1)
        answers = await interacting.answers_of_person(person_id, MOST + 1)
        commitments = await CommitmentRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        attendance = await AttendanceRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        meetings = await MeetingRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        corrections = await MinutesRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        seen = MediationRepository(connection, initiative_id)
        mediations = await seen.of_person(person_id, MOST + 1)
        recognitions = await RecognitionRepository(connection, initiative_id).of_person(person_id, MOST + 1)
        asking = RequestRepository(connection, initiative_id, self._reading.now)
        requests = await asking.of_person(person_id, MOST + 1)
        declaring = InterestDeclarationRepository(connection, initiative_id)
        declared = await declaring.of_person(person_id, MOST + 1)
        engaging = EngagementActivityRepository(connection, initiative_id)
        engaged = await engaging.of_person(person_id, MOST + 1)
        links = await LINKS.of_person(connection, initiative_id, person_id)
        logged = await _LOGGED.read(connection, initiative_id, person_id)
        return {
            **logged,
            "complete": logged["complete"]
            and all(
                len(rows) <= MOST
                for rows in (
                    *(invitations, accounts, sources, interactions, answers, commitments),
                    *(
                        attendance,
                        meetings,
                        corrections,
                        mediations,
                        recognitions,
                        requests,
                        declared,
                        engaged,
                    ),
                )
            ),
            "initiative_id": initiative_id,
            "person": visible(person, self._reading.caller),
            "lived_experience": lived,
            "seats": [dict(seat) for seat in seats],
            "staff_roles": [dict(role) for role in roles],
            "invitations": [described(row, self._reading.now) for row in invitations[:MOST]],
            "accounts": [dict(row) for row in accounts[:MOST]],
            "sources": [dict(row) for row in sources[:MOST]],
            "interactions": [dict(row) for row in interactions[:MOST]],
            "interaction_answers": [dict(row) for row in answers[:MOST]],
            "commitments": [described_commitment(row) for row in commitments[:MOST]],
            "attendance": [dict(row) for row in attendance[:MOST]],
            "meetings_called": [dict(row) for row in meetings[:MOST]],
            "minutes_corrections": [dict(row) for row in corrections[:MOST]],
            "mediations": [dict(row) for row in mediations[:MOST]],
            "engagement_activities": [dict(row) for row in engaged[:MOST]],
            "interest_declarations": [dict(row) for row in declared[:MOST]],
            "requests": [shown_request(row, initiative_id) for row in requests[:MOST]],
            "recognitions": [dict(row) for row in recognitions[:MOST]],
            "calendar_links": [dict(row) for row in links],
        }
