"""Tables of the indicators and of how they were defined over time."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="metrics")


def _definition() -> list[sa.Column[Any]]:
    return [
        sa.Column("name", JSONB, nullable=False),
        sa.Column("definition", JSONB, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("unit", JSONB),
        sa.Column("aggregation", sa.Text, nullable=False),
        sa.Column("period_type", sa.Text, nullable=False),
        sa.Column("dimensions", JSONB, nullable=False),
        sa.Column("custodian_organization_id", sa.Uuid),
    ]


DEFINING = tuple(column.name for column in _definition())
"""What defines an indicator: every version of it is kept."""

indicators = sa.Table(
    "indicator",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("definition_version", sa.Integer, nullable=False),
    sa.Column("drafted_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

definitions = sa.Table(
    "indicator_definition",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("indicator_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    *_definition(),
    sa.Column("defined_by", sa.Uuid),
    sa.Column("defined_at", sa.DateTime(timezone=True), nullable=False),
)
