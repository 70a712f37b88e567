"""Tables of the initiatives."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="registry")

initiatives = sa.Table(
    "initiative",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("issue", JSONB, nullable=False),
    sa.Column("geography", JSONB),
    sa.Column("languages", ARRAY(sa.Text), nullable=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("planning_target_on", sa.Date),
    sa.Column("time_zone", sa.Text, nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
    sa.Column("ended_by", sa.Uuid),
    sa.Column("delete_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

phase_transitions = sa.Table(
    "phase_transition",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("from", sa.Text, nullable=False),
    sa.Column("to", sa.Text, nullable=False),
    sa.Column("reason", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
)
