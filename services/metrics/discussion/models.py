"""Tables of what partners think of an indicator, and of what it cannot tell."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="metrics")

positions = sa.Table(
    "indicator_position",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("indicator_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("position", sa.Text, nullable=False),
    sa.Column("reason", JSONB),
    sa.Column("definition_version", sa.Integer, nullable=False),
    sa.Column("taken_by", sa.Uuid),
    sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

limits = sa.Table(
    "indicator_limit",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("indicator_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("noted_by", sa.Uuid),
    sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
)
