"""Table of the lines of what is needed."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

budget_lines = sa.Table(
    "budget_line",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("needed", sa.BigInteger, nullable=False),
    sa.Column("for_backbone", sa.Boolean, nullable=False),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
