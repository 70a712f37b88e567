"""What can still be done in an initiative that has ended: read, and the few writes that are marked here.

The log refuses everything else by itself (`log.comes_after_the_end`, docs/decisions/0032); asking at the door
spares the work, and gives the answer its words.
"""

from collections.abc import Callable
from datetime import UTC
from typing import TypeVar

from shared.http.problems import InitiativeEnded
from shared.standing import End

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def even_after_the_end(endpoint: Endpoint) -> Endpoint:
    """Mark a write as possible in an initiative that has ended: erasing, shutting access, witnessing."""
    endpoint.__dict__["__even_after_the_end__"] = True
    return endpoint


def ends_with_the_initiative(endpoint: Callable[..., object]) -> bool:
    """Whether a write is refused once its initiative has ended."""
    return "__even_after_the_end__" not in endpoint.__dict__


def ended(end: End) -> InitiativeEnded:
    """The problem that says since when, and until when there is something to read."""
    return InitiativeEnded(since=end.at.astimezone(UTC).date().isoformat(), until=end.delete_on.isoformat())
