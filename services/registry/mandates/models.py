"""Tables of the mandates, proposed and granted, and of who carries the roles a backbone does not take on."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="registry")

mandates = sa.Table(
    "mandate",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("backbone_type", sa.Text, nullable=False),
    sa.Column("roles", ARRAY(sa.Text), nullable=False),
    sa.Column("authority", JSONB),
    sa.Column("consulted", JSONB),
    sa.Column("consulted_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("shares", JSONB),
    sa.Column("renews", sa.Uuid),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("proposed_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

carriers = sa.Table(
    "mandate_carrier",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("mandate_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("roles", ARRAY(sa.Text), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
)
