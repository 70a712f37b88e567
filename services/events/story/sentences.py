"""What a sentence of the story is: the words for a type of event, and which of them for which event.

Sentences are impersonal, so that they fit whoever acted; who did stands beside them. A placeholder is an open
field that every event of the type has. The words themselves are in the modules `*_words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.localization.messages import Message


@dataclass(frozen=True, slots=True)
class When:
    """Other words where an open field of the event has a value."""

    field: str
    value: Any
    message: Message


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words for a type of event."""

    message: Message
    otherwise: tuple[When, ...] = ()

    def of(self, data: Mapping[str, Any]) -> Message:
        """The words for an event with these open facts: the first that fit, else the usual ones."""
        for when in self.otherwise:
            if when.field in data and data[when.field] == when.value:
                return when.message
        return self.message

    @property
    def messages(self) -> list[Message]:
        """All words there are."""
        return [self.message, *(when.message for when in self.otherwise)]


def sentence(*, he: str, ar: str, en: str, otherwise: tuple[When, ...] = ()) -> Sentence:
    """The words for a type of event in all languages."""
    return Sentence(Message(he=he, ar=ar, en=en), otherwise)


def when(field: str, value: Any, *, he: str, ar: str, en: str) -> When:
    """Other words where a field has a value."""
    return When(field, value, Message(he=he, ar=ar, en=en))


CHARTER_REFUSED = sentence(
    he="בקשה נדחתה: {rule}.",
    ar="رُفض طلب: {rule}.",
    en="A request was refused: {rule}.",
)
"""Each service refuses by the charter under a type of its own; it reads the same."""
