"""The words for every type of event, of all services; a test holds them against the catalogue of types."""

from functools import cache
from typing import Any, Final

from services.events.catalogue.service import event_types
from services.events.story.agenda_words import AGENDA_WORDS
from services.events.story.events_words import EVENTS_WORDS
from services.events.story.meeting_words import MEETING_WORDS
from services.events.story.metrics_words import METRICS_WORDS
from services.events.story.profile_words import PROFILE_WORDS
from services.events.story.registry_words import REGISTRY_WORDS
from services.events.story.sentences import Sentence
from services.events.story.working_words import WORKING_WORDS
from shared.localization.messages import Message

SENTENCES: Final[dict[str, Sentence]] = (
    REGISTRY_WORDS
    | PROFILE_WORDS
    | MEETING_WORDS
    | WORKING_WORDS
    | AGENDA_WORDS
    | METRICS_WORDS
    | EVENTS_WORDS
)

UNKNOWN = Message(
    he="אירוע מסוג {type}.",
    ar="حدث من نوع {type}.",
    en="An event of the type {type}.",
)
"""Of an event that this program is too old to know."""
DESCRIBED = Message(
    he="אירוע מסוג {type}: {description}",
    ar="حدث من نوع {type}: {description}",
    en="An event of the type {type}: {description}",
)
"""Of a type that has no words yet, but a description in the catalogue, which is in English."""


@cache
def event_type(name: str) -> dict[str, Any] | None:
    """What the catalogue says of a type; None where it is none of ours."""
    return next((one for one in event_types() if one["type"] == name), None)


@cache
def values_of(type_name: str, field: str) -> str:
    """What an open field holds: the name of its list of values, `date`, `date-time`, or nothing special."""
    known = event_type(type_name)
    schema: dict[str, Any] = known["json_schema"]["properties"].get(field, {}) if known else {}
    for part in (one.get("items", one) for one in (schema, *schema.get("anyOf", ()))):
        if "$ref" in part:
            return str(part["$ref"].rpartition("/")[2])
        if part.get("format") in ("date", "date-time"):
            return str(part["format"])
    return ""
