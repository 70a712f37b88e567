"""Bodies of the policy options' API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import MISSING, Field

from services.agenda.policy_options.events import ConsequenceKind, PolicyOptionStatus
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText, LocalizedLine, LocalizedText


class ConsequenceGiven(RequestBody):
    """A benefit or a cost of an option, and for whom."""

    kind: ConsequenceKind
    for_whom: LocalizedLine
    text: LocalizedText


class Consequence(ResponseBody):
    """A benefit or a cost of an option, and for whom."""

    kind: ConsequenceKind
    for_whom: CheckedLine
    text: CheckedText


Consequences = Annotated[list[ConsequenceGiven], Field(max_length=30)]


class PolicyOptionCreate(RequestBody):
    """Something that could be done, laid before the partners."""

    title: LocalizedLine
    description: LocalizedText | None = None
    consequences: Consequences = Field([], description="Its benefits and costs, each with for whom.")


class PolicyOptionPatch(RequestBody):
    """What to change; what is absent stays, null empties.

    The wording changes while the option is proposed and no decision about it is open; what came of it is told
    once it was chosen.
    """

    title: LocalizedLine | MISSING = MISSING
    description: LocalizedText | MISSING | None = MISSING
    consequences: Consequences | MISSING = MISSING
    came_of_it: LocalizedText | MISSING | None = MISSING


class PolicyOption(ResponseBody):
    """Something that could be done: with benefits and costs, and what the partners decided."""

    id: UUID
    title: CheckedLine
    description: CheckedText | None
    consequences: list[Consequence]
    status: PolicyOptionStatus
    decision_id: UUID | None = Field(description="By which the partners chose it.")
    came_of_it: CheckedText | None
    created_at: datetime
    version: int
