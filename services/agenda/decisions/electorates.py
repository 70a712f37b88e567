"""Who has a vote: plain functions over who is there and who is of the backbone."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from services.agenda.decisions.events import DisqualifiedFor, VoterKind
from shared.charter import may_vote
from shared.governance import DecisionKind

Tie = Mapping[str, Any]
"""How a person is tied to the backbone: `staff`, `of_the_backbone`, `exempt`."""
NO_TIE: Tie = {"staff": False, "of_the_backbone": False, "exempt": False}


def free(tie: Tie | None, kind: DecisionKind) -> bool:
    """Whether a person with a tie, or none, may vote in a kind of decision."""
    tie = tie or NO_TIE
    return may_vote(
        staff=tie["staff"], of_the_backbone=tie["of_the_backbone"], exempt=tie["exempt"], kind=kind
    )


def electorate(
    candidates: Iterable[Mapping[str, Any]], voter: VoterKind, may: Callable[[UUID], bool]
) -> dict[UUID, str]:
    """Voters with their sectors.

    Candidates are (organization_id, sector, person_id): representatives of partners, or holders of seats.
    People vote if they may; an organization if somebody who may votes for it, in the first one's sector.
    """
    found: dict[UUID, str] = {}
    for candidate in candidates:
        if not may(candidate["person_id"]):
            continue
        voter_id = candidate["person_id"] if voter is VoterKind.PERSON else candidate["organization_id"]
        if voter_id is not None:
            found.setdefault(voter_id, candidate["sector"])
    return found


def disqualification(
    voter: VoterKind, tie: Tie | None, kind: DecisionKind, representatives_free: bool
) -> DisqualifiedFor | None:
    """Why a voter of the electorate counts no more, or None where they do.

    A person by their own tie since the opening, an organization where none of its representatives is free.
    """
    if voter is VoterKind.ORGANIZATION:
        return None if representatives_free else DisqualifiedFor.NO_REPRESENTATIVE
    if free(tie, kind):
        return None
    return bound_for(tie)


def bound_for(tie: Tie | None) -> DisqualifiedFor:
    """Why a person who is not free of the backbone leaves the electorate."""
    return DisqualifiedFor.STAFF if (tie or NO_TIE)["staff"] else DisqualifiedFor.BACKBONE
