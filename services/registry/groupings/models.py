"""Tables of the groupings, and of where organizations stand in them."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

groupings = sa.Table(
    "grouping",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("values", JSONB, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

organization_groupings = sa.Table(
    "organization_grouping",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("grouping_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("value_id", sa.Uuid, nullable=False),
    sa.Column("grouped_at", sa.DateTime(timezone=True), nullable=False),
)
