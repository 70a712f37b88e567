"""Table of the agenda templates."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

agenda_templates = sa.Table(
    "agenda_template",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("agenda_items", JSONB, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
