"""Table of the allocations."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

allocations = sa.Table(
    "allocation",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("source_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("to_backbone", sa.Boolean, nullable=False),
    sa.Column("activity_id", sa.Uuid),
    sa.Column("purpose", JSONB, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
