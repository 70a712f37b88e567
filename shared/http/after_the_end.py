"""What can still be done in an initiative that has ended: read, and the few writes that are marked here;
and what is answered once it is deleted.

The log refuses everything else by itself (`log.comes_after_the_end`, docs/decisions/0033); asking at the door
spares the work, and gives the answer its words.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias, TypeVar

from starlette.responses import Response

from shared.eventlog.deleted import Kept
from shared.http.problems import InitiativeDeleted, InitiativeEnded
from shared.standing import End

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def even_after_the_end(endpoint: Endpoint) -> Endpoint:
    """Mark a write as possible in an initiative that has ended: erasing, shutting access, witnessing."""
    endpoint.__dict__["__even_after_the_end__"] = True
    return endpoint


def ends_with_the_initiative(endpoint: object) -> bool:
    """Whether a write is refused once its initiative has ended."""
    return not hasattr(endpoint, "__even_after_the_end__")


class DeletedError(Exception):
    """The initiative in the path is deleted; carries what is kept of it."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.kept = kept


AnswerOfKept: TypeAlias = Callable[[Kept], Response]


def answers_when_deleted(answer: AnswerOfKept) -> Callable[[Endpoint], Endpoint]:
    """Mark an operation that has an answer even when the initiative is deleted, made of what is kept."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.__dict__["__when_deleted__"] = answer
        return endpoint

    return mark


def answer_when_deleted(endpoint: Callable[..., object], kept: Kept) -> Response:
    """What an operation answers when its initiative is deleted; most raise InitiativeDeleted."""
    answer: AnswerOfKept | None = endpoint.__dict__.get("__when_deleted__")
    if answer is None:
        raise InitiativeDeleted(
            kept=f"/events/v1/deleted-initiatives/{kept.initiative_id}",
            ended=_day(kept.ended_at),
            deleted=_day(kept.begun_at),
            size=kept.size,
        )
    return answer(kept)


def ended(end: End) -> InitiativeEnded:
    """The problem that says since when, and until when there is something to read."""
    return InitiativeEnded(since=_day(end.at), until=end.delete_on.isoformat())


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
