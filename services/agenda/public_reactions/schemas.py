"""Bodies of the API by which the public reacts to voices."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.agenda.voice_reactions.schemas import Reaction
from shared.http.bodies import RequestBody, ResponseBody
from shared.http.moments import Moment
from shared.localization.texts import CheckedText


class ReactionLinkCreate(RequestBody):
    """A link to make."""

    expires_at: Moment | None = Field(
        None, description="When it ends by itself, in 90 days at most. Absent or null: in 14 days."
    )


class ReactionLink(ResponseBody):
    """A live link of your own by which the public reacts: everything but its secret."""

    id: UUID
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    version: int


class NewReactionLink(ReactionLink):
    """A new link with its secret, shown this once."""

    secret: str = Field(
        description="What the page you show the public sends as `link` with each of its requests. It is not "
        "stored and cannot be shown again; whoever has it reads the voices shown to the public and reacts."
    )


class PublicParticipant(ResponseBody):
    """Somebody of the public, of whom nothing is known but that they have this secret."""

    id: UUID
    secret: str = Field(description="To be kept by the page, and sent with each reaction.")


class PublicVoice(ResponseBody):
    """A voice as the public sees it: its words, and not whose they are."""

    id: UUID
    text: CheckedText


class PublicReactionPut(RequestBody):
    """A reaction by somebody of the public; the last one counts."""

    participant: str = Field(min_length=1, max_length=200, description="The secret given at joining.")
    reaction: Reaction


class PublicReaction(ResponseBody):
    """What somebody of the public says to a voice."""

    voice_id: UUID
    reaction: Reaction
