"""What the registry holds of a person, as it is exported."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.registry.accounts.schemas import Account
from services.registry.attendance.events import AttendanceAnswer, AttendanceStatus
from services.registry.commitments.schemas import Commitment
from services.registry.engagement_activities.schemas import EngagementActivity
from services.registry.files.schemas import SourceFile
from services.registry.imports.events import Imported
from services.registry.interactions.schemas import Interaction, InteractionAnswer
from services.registry.interest_declarations.schemas import InterestDeclaration
from services.registry.invitations.schemas import Invitation
from services.registry.mediations.schemas import Mediation
from services.registry.minutes.schemas import Correction
from services.registry.people.schemas import Person
from services.registry.recognitions.schemas import Recognition
from services.registry.replacements.schemas import Replacement
from services.registry.requests.schemas import Request
from services.registry.seats.schemas import ForumMember
from services.registry.sources.schemas import Source
from services.registry.staff.schemas import Staff
from shared.citing.schemas import Citation
from shared.http.bodies import ResponseBody
from shared.imports.summary import ImportMode
from shared.localization.texts import CheckedLine
from shared.personal_data import PersonalDataPart


class HeldAttendance(ResponseBody):
    """What the person said ahead of a meeting, and whether they came."""

    meeting_id: UUID
    answer: AttendanceAnswer | None
    status: AttendanceStatus | None


class HeldMeeting(ResponseBody):
    """A meeting the person called."""

    id: UUID
    title: CheckedLine
    starts_at: datetime | None
    created_at: datetime


class HeldCalendarLink(ResponseBody):
    """A link to a calendar the person made."""

    id: UUID
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class HeldImport(ResponseBody):
    """A file the person sent that waits to be imported, or is being. The file itself is not shown."""

    import_id: UUID
    imported: Imported
    mode: ImportMode
    sent_at: datetime


class RegistryPersonalData(PersonalDataPart):
    """Everything the registry holds of a person, but answers kept for a day under idempotency keys."""

    initiative_id: UUID
    person: Person
    lived_experience: bool | None = Field(description="Null where the person has not said.")
    seats: list[ForumMember] = Field(description="Seats in forums, held, proposed and past.")
    staff_roles: list[Staff]
    invitations: list[Invitation] = Field(description="Without their secrets, which are not kept.")
    accounts: list[Account] = Field(description="By ids that say nothing of who it is elsewhere.")
    sources: list[Source] = Field(description="Those the person recorded.")
    files: list[SourceFile] = Field(description="Those the person added; their content is at `…/files`.")
    citations: list[Citation] = Field(description="What the person cited.")
    interactions: list[Interaction] = Field(
        description="Those the person is a party to, and those they recorded that are not confidential."
    )
    interaction_answers: list[InteractionAnswer] = Field(description="Those the person wrote.")
    commitments: list[Commitment] = Field(description="By the person, to them, or recorded by them.")
    attendance: list[HeldAttendance] = Field(description="Meetings the person was expected at, or came to.")
    meetings_called: list[HeldMeeting]
    minutes_corrections: list[Correction] = Field(description="Those the person asked for.")
    mediations: list[Mediation] = Field(description="Those the person is a party to, or mediates.")
    engagement_activities: list[EngagementActivity] = Field(description="Those the person recorded.")
    interest_declarations: list[InterestDeclaration] = Field(
        description="Those the person made, for themself or an organization."
    )
    requests: list[Request] = Field(description="What the person is asked and was, for themself.")
    replacements: list[Replacement] = Field(
        description="Those in which the person took another's place, gave theirs, or said who takes whose."
    )
    recognitions: list[Recognition] = Field(description="Credit the person was given, or gave.")
    imports_waiting: list[HeldImport] = Field(description="Files the person sent, until they are imported.")
    calendar_links: list[HeldCalendarLink] = Field(description="Without their secrets, which are not kept.")
