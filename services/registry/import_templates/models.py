"""Table of the templates by which files are read."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="registry")

templates = sa.Table(
    "import_template",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("imported", sa.Text, nullable=False),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("columns", ARRAY(sa.Text), nullable=False),
    sa.Column("constants", ARRAY(sa.Text), nullable=False),
    sa.Column("labels", ARRAY(sa.Text), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
