"""Table of the mandates, proposed and granted."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

mandates = sa.Table(
    "mandate",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("backbone_type", sa.Text, nullable=False),
    sa.Column("roles", ARRAY(sa.Text), nullable=False),
    sa.Column("authority", JSONB),
    sa.Column("consulted", JSONB),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("proposed_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
