"""Table of the amendments: what a question says from when on, and what it said before."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

amendments = sa.Table(
    "amendment",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, nullable=False),
    sa.Column("objection_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("question", JSONB, nullable=False),
    sa.Column("explanation", JSONB),
    sa.Column("from_amendment_id", sa.Uuid),
    sa.Column("from_question", JSONB, nullable=False),
    sa.Column("from_explanation", JSONB),
    sa.Column("reason", JSONB),
    sa.Column("proposed_by", sa.Uuid),
    sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True)),
)
