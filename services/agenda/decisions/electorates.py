"""Who has a vote: plain functions over who is there and who is of the backbone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.agenda.decisions.events import DisqualifiedFor, VoterCapacity, VoterKind, VoterSector
from shared.charter import may_vote, speak_in_open_decision
from shared.governance import DecisionKind

Tie = Mapping[str, Any]
"""How a person is tied to the backbone: `staff`, `of_the_backbone`, `exempt`."""
NO_TIE: Tie = {"staff": False, "of_the_backbone": False, "exempt": False}


@dataclass(frozen=True, slots=True)
class Entitled:
    """As whom a voter has a vote."""

    sector: VoterSector
    capacity: VoterCapacity
    organization_id: UUID | None
    """For which organization a person votes; None for themself, and of organizations."""
    grouping_value_ids: tuple[UUID, ...]


def free(tie: Tie | None, kind: DecisionKind) -> bool:
    """Whether a person with a tie, or none, may vote in a kind of decision."""
    tie = tie or NO_TIE
    return may_vote(
        staff=tie["staff"], of_the_backbone=tie["of_the_backbone"], exempt=tie["exempt"], kind=kind
    )


def electorate(
    candidates: Iterable[Mapping[str, Any]],
    voter: VoterKind,
    may: Callable[[UUID], bool],
    grouped: Mapping[UUID, Sequence[UUID]],
) -> dict[UUID, Entitled]:
    """Voters, and as whom they vote.

    Candidates are (organization_id, sector, person_id): representatives of partners, or holders of seats.
    People vote if they may; an organization if somebody who may votes for it, in the first one's sector.
    `grouped` says where organizations stand in groupings.
    """
    found: dict[UUID, Entitled] = {}
    for candidate in candidates:
        if not may(candidate["person_id"]):
            continue
        organization_id = candidate["organization_id"]
        voter_id = candidate["person_id"] if voter is VoterKind.PERSON else organization_id
        if voter_id is None or voter_id in found:
            continue
        represents = voter is VoterKind.PERSON and organization_id is not None
        itself = VoterCapacity.PERSON if voter is VoterKind.PERSON else VoterCapacity.ORGANIZATION
        found[voter_id] = Entitled(
            VoterSector(candidate["sector"]),
            VoterCapacity.REPRESENTATIVE if represents else itself,
            organization_id if represents else None,
            tuple(grouped.get(organization_id, ())),
        )
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


def check_speaker(person_id: UUID, speakers: Mapping[UUID, bool]) -> None:
    """Whether a person votes for an organization, by who can, and whether staff named them since the opening.

    Raises CharterRefusal.
    """
    others = any(not late for one, late in speakers.items() if one != person_id)
    speak_in_open_decision(named_late_by_staff=speakers.get(person_id, False), others_speak=others)
