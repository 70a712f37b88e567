"""Table of the sources."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

sources = sa.Table(
    "source",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("author", JSONB),
    sa.Column("link", sa.Text),
    sa.Column("published_on", sa.Date),
    sa.Column("note", JSONB),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
