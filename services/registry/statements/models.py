"""Table of the statements."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

statements = sa.Table(
    "statement",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("speaker", JSONB),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("matter", JSONB, nullable=False),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("stated_on", sa.Date, nullable=False),
    sa.Column("public", sa.Boolean, nullable=False),
    sa.Column("source_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("confirmation", sa.Text, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("withdrawal_reason", JSONB),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
