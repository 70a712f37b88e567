"""Table of the engagement activities. It has numbers of people, and none of them by name."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

engagement_activities = sa.Table(
    "engagement_activity",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("text", JSONB),
    sa.Column("involvement", sa.Text, nullable=False),
    sa.Column("organization_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("languages", ARRAY(sa.Text), nullable=False),
    sa.Column("support", ARRAY(sa.Text), nullable=False),
    sa.Column("invited", sa.Integer),
    sa.Column("took_part", sa.Integer, nullable=False),
    sa.Column("with_lived_experience", sa.Integer),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("recorded_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
