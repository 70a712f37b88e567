"""Tables of partners' profiles: which there are, all versions of what they said, offers and needs."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

_metadata = sa.MetaData(schema="registry")

profiles = sa.Table(
    "profile",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("confirmed", sa.Boolean, nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

profile_versions = sa.Table(
    "profile_version",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("profile_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("expectations", JSONB),
    sa.Column("interests", JSONB),
    sa.Column("shared_interests", JSONB),
    sa.Column("unique_value", JSONB),
    sa.Column("part", JSONB),
    sa.Column("strategy", JSONB),
    sa.Column("lines", JSONB, nullable=False),
    sa.Column("by_partner", sa.Boolean, nullable=False),
    sa.Column("confirmed_at", sa.DateTime(timezone=True)),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
)

profile_lines = sa.Table(
    "profile_line",
    _metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("profile_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("population_groups", ARRAY(sa.Text), nullable=False),
    sa.Column("place", JSONB),
    sa.Column("until", sa.Date),
    sa.Column("ended", sa.Text),
    sa.Column("ended_on", sa.Date),
    sa.Column("grams", ARRAY(sa.Integer), nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
