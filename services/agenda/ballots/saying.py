"""What a ballot says, as plain functions: whether its method has such a choice, whether it needs a reason."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.agenda.ballots.errors import (
    ChoiceOfAnotherMethod,
    ObjectionNeedsReason,
    ReasonNotTaken,
    ReasonRequired,
)
from services.agenda.ballots.schemas import BallotSaid
from services.agenda.decisions.events import Reasons, Secrecy
from shared.orderings import Preferences
from shared.outcomes import CHOICES, Choice, Method, MethodName, Said, can_say

Row = Mapping[str, Any]

OBJECTING = frozenset({Choice.OBJECT, Choice.BLOCK, Choice.FIST})
"""What stands against a question by itself, by the methods that know such a thing."""
OBJECTED_TO = frozenset(name for name, choices in CHOICES.items() if not OBJECTING.isdisjoint(choices))
"""These methods."""


def kept(body: BallotSaid, method: Method, options: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a ballot says, as it is kept; raises ChoiceOfAnotherMethod."""
    listed = {
        MethodName.APPROVAL: body.approved,
        MethodName.SCORE: None if body.scores is None else [one.option_id for one in body.scores],
        MethodName.RANKED: body.ranking,
    }
    given = {name: ids for name, ids in listed.items() if ids is not None}
    scores = [one.score for one in body.scores] if body.scores is not None else None
    said: Said | None = body.choice
    if given:
        ((named, ids), *others) = given.items()
        if others or body.choice is not None or named is not method.name:
            raise ChoiceOfAnotherMethod
        said = Preferences(tuple(map(str, ids)), tuple(scores or ()))
    if said is None or not can_say(method, said, [option["id"] for option in options]):
        raise ChoiceOfAnotherMethod
    return {"choice": body.choice, "option_ids": given.get(method.name), "scores": scores}


def check_reason(body: BallotSaid, reasons: Reasons) -> None:
    """Raises ReasonNotTaken, ReasonRequired and ObjectionNeedsReason."""
    if body.reason is not None:
        if reasons is Reasons.NONE:
            raise ReasonNotTaken
        return
    if reasons is Reasons.REQUIRED:
        raise ReasonRequired
    blocks = body.choice in OBJECTING and reasons is Reasons.REQUIRED_FOR_OBJECTION
    if blocks or body.choice is Choice.OBJECT:
        raise ObjectionNeedsReason


def unseen(row: Row, decision: Row) -> Row:
    """A ballot as whoever did not just cast it sees it: saying nothing while its decision lets nobody see."""
    if decision["secrecy"] == Secrecy.OPEN:
        return row
    return {**row, **dict.fromkeys(("choice", "option_ids", "scores", "reason", "receipt"))}


def described(row: Row, method: MethodName) -> dict[str, Any]:
    """A ballot as the API shows it; what it says is null where nobody may see that."""
    options: Sequence[UUID] | None
    options, scores = row["option_ids"], row["scores"]
    listed = None
    if method is MethodName.SCORE and options is not None:
        pairs = zip(options, scores or (), strict=True)
        listed = [{"option_id": option, "score": score} for option, score in pairs]
    return {
        **row,
        "approved": options if method is MethodName.APPROVAL else None,
        "scores": listed,
        "ranking": options if method is MethodName.RANKED else None,
    }
