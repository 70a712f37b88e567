"""Facts of forums: formed, described anew."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.deciding import EXAMPLE_RULES, RulesOfDeciding
from shared.eventlog.event_types import CODE, FOR_MEMBERS, OPEN, Event
from shared.governance import ForumKind
from shared.localization.texts import LocalizedLine, LocalizedText

_FORUM = "01936f9a-0000-7000-8000-000000000031"
_DESCRIPTION: dict[str, Any] = {
    "forum_id": _FORUM,
    "time_zone": "asia/jerusalem",
    "name": {"he": "ועדת ההיגוי", "ar": "اللجنة التوجيهية"},
    "purpose": {"he": "מובילה את היוזמה מטעם השותפים."},
}


class ForumFormed(RulesOfDeciding):
    """A body of the initiative was formed, with its standing method, quorum and notice."""

    type: ClassVar[str] = "registry.forum.formed"
    version: ClassVar[int] = 4
    subject: ClassVar[str] = "forums/{forum_id}"
    example: ClassVar[dict[str, Any]] = {
        **_DESCRIPTION,
        **EXAMPLE_RULES,
        "kind": "steering_committee",
        "seats_pass_on": False,
    }
    forum_id: Annotated[UUID, OPEN]
    kind: Annotated[ForumKind, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    purpose: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    time_zone: Annotated[str | None, OPEN, CODE] = None
    """As its code in small letters; without one it is the initiative's."""
    seats_pass_on: Annotated[bool, OPEN] = False
    """Whether organizations name by themselves who sits for them next."""


class ForumDescribed(Event):
    """What a forum is called or is for was changed: the values that hold from now on."""

    type: ClassVar[str] = "registry.forum.described"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "forums/{forum_id}"
    example: ClassVar[dict[str, Any]] = _DESCRIPTION
    forum_id: Annotated[UUID, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    purpose: Annotated[LocalizedText | None, FOR_MEMBERS] = None
    time_zone: Annotated[str | None, OPEN, CODE] = None
    """As its code in small letters; without one it is the initiative's."""
