"""Whether an organization can lead an activity, and who can say so for it: plain values, no database.

An organization whose every representative is staff, or acts for a holder of the mandate, is a front of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Leadership:
    """What is known today of an organization that leads an activity, or is to."""

    holds_mandate: bool
    exempt: bool
    """Takes part as a partner although it holds the mandate."""
    partner: bool
    """Is a founding partner or at the stage `partner`."""
    representatives: Mapping[UUID, bool]
    """Who represents it, and whether they are tied to the backbone: staff, or people of a holder."""

    @property
    def of_the_backbone(self) -> bool:
        """Whether it is the backbone, or a front of it."""
        front = bool(self.representatives) and all(self.representatives.values())
        return self.holds_mandate or front

    @property
    def in_conflict(self) -> bool:
        """Whether it leads what the charter would not let it lead now."""
        return self.of_the_backbone and not self.exempt

    def is_spoken_for_by(self, person_id: UUID | None) -> bool:
        """Whether a person represents it who is free of the backbone."""
        return person_id is not None and self.representatives.get(person_id) is False


UNKNOWN = Leadership(holds_mandate=False, exempt=False, partner=False, representatives={})


def acting_together(acting: Sequence[UUID], seated: Sequence[UUID], known: Mapping[UUID, Leadership]) -> int:
    """How many partners act together in an action circle: they sit in it, and none is the backbone."""
    return sum(
        known[organization].partner and not known[organization].in_conflict
        for organization in set(acting) & set(seated) & known.keys()
    )


def read(rows: Sequence[Mapping[str, Any]]) -> dict[UUID, Leadership]:
    """Leaderships of organizations from their rows: holds_mandate, exempt, partner, people, ties."""
    return {
        row["id"]: Leadership(
            holds_mandate=row["holds_mandate"],
            exempt=row["exempt"],
            partner=row["partner"],
            representatives=dict(zip(row["people"], row["ties"], strict=True)),
        )
        for row in rows
    }
