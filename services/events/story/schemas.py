"""Parameters and bodies of the story's API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from services.events.story.service import StoryOrder
from shared.http.bodies import ResponseBody
from shared.localization.languages import Language
from shared.localization.texts import CheckedText

Order = Annotated[StoryOrder, Query(description="Which events come first.")]
PageLanguage = Annotated[
    Language | None, Query(description="The page's language; without it, by Accept-Language.")
]


class StoryActor(ResponseBody):
    """Who acted, and in what capacity."""

    kind: str = Field(description="`person`, `integration`, `operator` or `service`.")
    id: UUID | None = Field(description="Null where the log names nobody.")
    person_id: UUID | None = Field(description="The id, where it is a person's.")
    name: CheckedText | None = Field(description="What the person or system is called today.")
    closed: bool = Field(description="There is a name, and it is not for this reader.")
    erased: bool = Field(description="There was a name, and it has been erased.")
    capacity: str | None
    capacity_in_words: CheckedText | None
    organization_id: UUID | None = Field(description="For which organization they acted.")
    organization_name: CheckedText | None


class StoryThing(ResponseBody):
    """Something an event is about."""

    kind: str = Field(
        description="`organization`, `person`, `forum`, `decision`, `indicator`, `activity`, `section`, "
        "`voice`, `source`, `mandate` …; more may come."
    )
    id: UUID
    name: CheckedText | None = Field(
        description="What it is called today: a name, a decision's question, a voice's words. Null where it "
        "has none, or `closed` or `erased` says why."
    )
    closed: bool = Field(description="There is a name, and it is not for this reader.")
    erased: bool = Field(description="There was a name, and it has been erased.")


class StoryItem(ResponseBody):
    """One event, told."""

    position: int = Field(description="Where it stands in the log.")
    time: datetime
    type: str = Field(description="The type of the event, for programs; more may come.")
    sentence: CheckedText = Field(
        description="What happened, in Hebrew, Arabic and English. Names in it stand between U+2068 and "
        "U+2069, which keep their direction to themselves."
    )
    actor: StoryActor
    about: list[StoryThing] = Field(description="What the event names, its subject first; at most twenty.")
    more_about: int = Field(description="How many more things it names.")
    reason: CheckedText | None = Field(
        description="What was said with it (a reason, an explanation, a text), where the reader may open it."
    )
    closed: list[str] = Field(description="Sealed fields that others may open and the reader may not.")
    erased: list[str] = Field(description="Sealed fields whose value exists no more.")


class StoryPage(ResponseBody):
    """Some events of the story, and where the next ones begin."""

    items: list[StoryItem]
    next_cursor: str | None = Field(
        description="Position of the last item, as text: give it as `cursor`, with the same `order`; null on "
        "the last page. What happens meanwhile moves no page: newest first, it is on none of those to come."
    )
