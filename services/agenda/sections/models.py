"""Tables of the agenda's sections: where each stands, and every wording it has had."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="agenda")

sections = sa.Table(
    "section",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("revision_id", sa.Uuid, nullable=False),
    sa.Column("worded_by_partners", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

revisions = sa.Table(
    "section_revision",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("section_id", sa.Uuid, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("basis", sa.Boolean, nullable=False),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("translated_into", ARRAY(sa.Text), nullable=False),
    sa.Column("cited_voice_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("cited_source_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("rests_on_community", sa.Boolean, nullable=False),
    sa.Column("drafted_by", sa.Uuid),
    sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
)
"""`basis`: later corrections by staff are compared with this revision: it was drafted, or is a partner's."""
