"""Bodies of the reactions' API: counts, and the caller's own. Nobody sees how somebody else reacted."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shared.http.bodies import RequestBody, ResponseBody


class Reaction(StrEnum):
    """What somebody says to a voice."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105 - a reaction, not a password


class ReactionPut(RequestBody):
    """The caller's reaction from now on."""

    reaction: Reaction


class ReactionCounts(ResponseBody):
    """How many reacted in which way."""

    agree: int
    disagree: int
    pass_: int = Field(alias="pass", serialization_alias="pass")


class PublicReactions(ResponseBody):
    """What the public says, counted apart: of its participants nothing is known."""

    total: int
    counts: ReactionCounts | None = Field(description="Null for fewer than five reactions.")


class VoiceReactions(ResponseBody):
    """Reactions to a voice."""

    voice_id: UUID
    own: Reaction | None = Field(description="The caller's; null where they have not reacted.")
    total: int
    counts: ReactionCounts | None = Field(
        description="Null for fewer than five reactions: of so few it could be told who said what."
    )
    public: PublicReactions = Field(description="By links that facilitators gave out; in no other count.")
