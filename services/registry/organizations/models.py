"""Tables of the organizations."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="registry")

organizations = sa.Table(
    "organization",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("sector", sa.Text, nullable=False),
    sa.Column("identifiers", JSONB, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("population_groups", ARRAY(sa.Text), nullable=False),
    sa.Column("places_served", ARRAY(sa.Text), nullable=False, server_default="{}"),
    sa.Column("decision_maker_kinds", ARRAY(sa.Text), nullable=False, server_default="{}"),
    sa.Column("website", sa.Text),
    sa.Column("founding", sa.Boolean, nullable=False),
    sa.Column("merged_into", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

stage_changes = sa.Table(
    "stage_change",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("from", sa.Text, nullable=False),
    sa.Column("to", sa.Text, nullable=False),
    sa.Column("reason", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
)
"""`since` is the day from which the stage held, `changed_at` when that was recorded."""
