"""The rules of exporting a person's data: everything the registry holds, to the person and facilitators."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from services.registry.accounts.repository import AccountRepository
from services.registry.attendance.repository import AttendanceRepository
from services.registry.calendars.repository import LINKS
from services.registry.citations.repository import CITATIONS
from services.registry.commitments.repository import CommitmentRepository
from services.registry.commitments.service import described as described_commitment
from services.registry.engagement_activities.repository import EngagementActivityRepository
from services.registry.files.repository import FileRepository
from services.registry.import_runs.repository import ImportRunRepository
from services.registry.interactions.repository import InteractionRepository
from services.registry.interest_declarations.repository import InterestDeclarationRepository
from services.registry.invitations.repository import InvitationRepository
from services.registry.invitations.service import described as described_invitation
from services.registry.lived_experience.repository import LivedExperienceRepository
from services.registry.mediations.repository import MediationRepository
from services.registry.meetings.repository import MeetingRepository
from services.registry.minutes.repository import MinutesRepository
from services.registry.people.repository import PersonRepository
from services.registry.people.service import visible
from services.registry.recognitions.repository import RecognitionRepository
from services.registry.replacements.repository import ReplacementRepository
from services.registry.replacements.service import shown as shown_replacement
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


class _Part(NamedTuple):
    """What one slice holds of a person: how it is read, up to so many rows, and how a row is shown."""

    read: Callable[[int], Awaitable[Sequence[Any]]]
    shown: Callable[[Any], dict[str, Any]] = dict


class PersonalData:
    """Gathers from every slice what it holds."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def export(self, person_id: UUID) -> dict[str, Any]:
        """Everything about a person; raises NotFound and Forbidden."""
        of = (self._reading.connection, self._reading.initiative_id)
        person = await PersonRepository(*of).get(person_id)
        if person is None:
            raise NotFound
        may_export(self._reading.caller, person_id)
        exported = await _LOGGED.read(*of, person_id)
        for name, part in self._parts(person_id).items():
            rows = await part.read(MOST + 1)
            exported[name] = [part.shown(row) for row in rows[:MOST]]
            exported["complete"] &= len(rows) <= MOST
        return {
            **exported,
            "initiative_id": self._reading.initiative_id,
            "person": visible(person, self._reading.caller),
            "lived_experience": await LivedExperienceRepository(*of).get(person_id),
            "seats": [dict(seat) for seat in await SeatRepository(*of).of_person(person_id)],
            "staff_roles": [dict(role) for role in await StaffRepository(*of).of_person(person_id)],
            "calendar_links": [dict(link) for link in await LINKS.of_person(*of, person_id)],
        }

    def _parts(self, person_id: UUID) -> dict[str, _Part]:
        """By its name in the export, what may be more than an export holds."""
        initiative_id, now = self._reading.initiative_id, self._reading.now
        of = (self._reading.connection, initiative_id)
        interactions = InteractionRepository(*of, person_id=person_id)
        return {
            "invitations": _Part(
                partial(InvitationRepository(*of).page, person_id, START),
                partial(described_invitation, now=now),
            ),
            "accounts": _Part(partial(AccountRepository(*of).page, person_id, START)),
            "imports_waiting": _Part(partial(ImportRunRepository(*of).of_person, person_id)),
            "sources": _Part(partial(SourceRepository(*of).recorded_by, person_id)),
            "files": _Part(partial(FileRepository(*of).added_by, person_id)),
            "citations": _Part(partial(CITATIONS.of_person, of, person_id)),
            "interactions": _Part(partial(interactions.of_person, person_id)),
            "interaction_answers": _Part(partial(interactions.answers_of_person, person_id)),
            "commitments": _Part(
                partial(CommitmentRepository(*of).of_person, person_id), described_commitment
            ),
            "attendance": _Part(partial(AttendanceRepository(*of).of_person, person_id)),
            "meetings_called": _Part(partial(MeetingRepository(*of).of_person, person_id)),
            "minutes_corrections": _Part(partial(MinutesRepository(*of).of_person, person_id)),
            "mediations": _Part(partial(MediationRepository(*of).of_person, person_id)),
            "engagement_activities": _Part(partial(EngagementActivityRepository(*of).of_person, person_id)),
            "interest_declarations": _Part(partial(InterestDeclarationRepository(*of).of_person, person_id)),
            "requests": _Part(
                partial(RequestRepository(*of, now).of_person, person_id),
                partial(shown_request, initiative_id=initiative_id),
            ),
            "replacements": _Part(
                partial(ReplacementRepository(*of).of_person, person_id), shown_replacement
            ),
            "recognitions": _Part(partial(RecognitionRepository(*of).of_person, person_id)),
        }
