"""Tables of the objections and of what they were answered."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="agenda")

objections = sa.Table(
    "objection",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, nullable=False),
    sa.Column("voter_id", sa.Uuid, nullable=False),
    sa.Column("harm", JSONB),
    sa.Column("raised_by", sa.Uuid),
    sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("accepted_answer_id", sa.Uuid),
    sa.Column("settled_at", sa.DateTime(timezone=True)),
)

answers = sa.Table(
    "objection_answer",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("objection_id", sa.Uuid, nullable=False),
    sa.Column("text", JSONB),
    sa.Column("answered_by", sa.Uuid),
    sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
)
