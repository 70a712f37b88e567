"""Which organizations are partners, the members of the network: one condition, for values and for SQL."""

from enum import StrEnum

import sqlalchemy as sa


class Stage(StrEnum):
    """How far an organization has come: from the map to partnership, or to the wider network."""

    MAPPED = "mapped"
    APPROACHED = "approached"
    ENGAGED = "engaged"
    PARTNER = "partner"
    SUPPORTER = "supporter"
    PAUSED = "paused"
    LEFT = "left"


OVER = frozenset({Stage.PAUSED, Stage.LEFT})
"""Stages at which nobody is a partner, founding or not."""


def is_partner(stage: Stage, *, founding: bool) -> bool:
    """Whether an organization at a stage is a partner: founding ones are until they pause or leave."""
    return stage is Stage.PARTNER or (founding and stage not in OVER)


def partner(table: sa.Table, stage: sa.ColumnElement[str] | None = None) -> sa.ColumnElement[bool]:
    """The same in SQL, of a table's columns `stage` and `founding`; or were its rows at another stage."""
    stage = table.c.stage if stage is None else stage
    goes_on = [stage != over.value for over in sorted(OVER)]
    return sa.or_(stage == Stage.PARTNER.value, sa.and_(table.c.founding, *goes_on))
