"""Tables of the interactions: their parties, what they said before a correction, answers, private notes."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

interactions = sa.Table(
    "interaction",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("principle_id", sa.Uuid),
    sa.Column("tone", sa.SmallInteger),
    sa.Column("notes", JSONB),
    sa.Column("confidential", sa.Boolean, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("recorded_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

parties = sa.Table(
    "interaction_party",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("interaction_id", sa.Uuid, primary_key=True),
    sa.Column("place", sa.SmallInteger, primary_key=True),
    sa.Column("person_id", sa.Uuid),
    sa.Column("organization_id", sa.Uuid),
)

corrections = sa.Table(
    "interaction_correction",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("interaction_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("principle_id", sa.Uuid),
    sa.Column("tone", sa.SmallInteger),
    sa.Column("notes", JSONB),
    sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
)

answers = sa.Table(
    "interaction_answer",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("interaction_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("author_id", sa.Uuid),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("text", JSONB),
    sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
)

notes = sa.Table(
    "interaction_note",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("interaction_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("author_id", sa.Uuid),
    sa.Column("text", JSONB),
    sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
)

principles = sa.Table(
    "known_principle",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("section_id", sa.Uuid, nullable=False),
    sa.Column("adopted", sa.Boolean, nullable=False),
)
"""Wordings of working principles, as the agenda tells of them: which of them the partners adopted."""
