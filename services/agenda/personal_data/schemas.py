"""What the agenda holds of a person, as it is exported."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.agenda.amendments.schemas import Amendment
from services.agenda.ballots.schemas import CastBallot
from services.agenda.decisions.schemas import Decision
from services.agenda.objections.schemas import Objection, ObjectionAnswer
from services.agenda.proxies.schemas import Proxy
from services.agenda.voice_reactions.schemas import Reaction
from services.agenda.voices.schemas import Voice
from shared.citing.schemas import Citation
from shared.http.bodies import ResponseBody
from shared.personal_data import PersonalDataPart


class DraftedRevision(ResponseBody):
    """A revision of a section that the person drafted."""

    id: UUID
    section_id: UUID


class OwnReaction(ResponseBody):
    """How the person reacted to a voice."""

    voice_id: UUID
    reaction: Reaction
    reacted_at: datetime


class HeldReactionLink(ResponseBody):
    """A link for the public that the person made."""

    id: UUID
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class GivenAnswer(ObjectionAnswer):
    """An answer to an objection, with the objection it is about."""

    objection_id: UUID


class AgendaPersonalData(PersonalDataPart):
    """Everything the agenda holds of a person, but answers kept for a day under idempotency keys."""

    initiative_id: UUID
    voices: list[Voice] = Field(description="Voices the person brought.")
    citations: list[Citation] = Field(description="What the person cited.")
    drafted_decisions: list[Decision] = Field(description="Decisions the person drafted.")
    ballots: list[CastBallot] = Field(
        description="Ballots the person cast, for themself or an organization; those they recorded for "
        "others, and those recorded for them. What hidden and secret ones say is left out until it is "
        "published, and whose a secret one was is not known afterwards."
    )
    objections: list[Objection] = Field(
        description="Objections the person raised, for themself or an organization, with their answers."
    )
    objection_answers: list[GivenAnswer] = Field(description="Answers the person gave to objections.")
    amendments: list[Amendment] = Field(description="Amendments of open questions the person proposed.")
    proxies: list[Proxy] = Field(description="Proxies the person gave, or votes by.")
    entered_voice_ids: list[UUID] = Field(description="Voices the person entered, their own among them.")
    drafted_revisions: list[DraftedRevision] = Field(
        description="Wordings of the agenda's sections that the person drafted; the texts are the "
        "initiative's."
    )
    reactions: list[OwnReaction] = Field(
        description="How the person reacted to voices. Empty where it is not the person who asks."
    )
    entered_activity_ids: list[UUID] = Field(description="Activities the person recorded.")
    reaction_links: list[HeldReactionLink] = Field(description="Without their secrets, which are not kept.")
