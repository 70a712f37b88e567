"""Bodies of who decides what."""

from uuid import UUID

from pydantic import Field

from shared.governance import DecisionKind, ForumKind
from shared.http.bodies import ResponseBody


class Competence(ResponseBody):
    """Which kinds of forums decide on a kind of matter."""

    matter: DecisionKind
    by_charter: list[ForumKind] = Field(
        description="Which the charter lets; a working group where it was delegated to, and the network in "
        "place of a committee in which nobody may vote."
    )
    forum_kinds: list[ForumKind] = Field(description="Which of these the initiative leaves it to.")
    decision_id: UUID | None = Field(description="By which decision; null where it is as the charter has it.")


class Competences(ResponseBody):
    """Who decides what in an initiative."""

    matters: list[Competence]
