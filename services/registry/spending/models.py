"""Tables of what was spent, and of what entries said before they were corrected."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="registry")

spending = sa.Table(
    "spending",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("allocation_id", sa.Uuid, nullable=False),
    sa.Column("source_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("spent_on", sa.Date, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("budget_line_id", sa.Uuid),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("outside", ARRAY(sa.Text), nullable=False),
    sa.Column("explanation", JSONB),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

spending_before = sa.Table(
    "spending_before",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("spending_id", sa.Uuid, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("spent_on", sa.Date, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("budget_line_id", sa.Uuid),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("outside", ARRAY(sa.Text), nullable=False),
    sa.Column("explanation", JSONB),
    sa.Column("reason", JSONB, nullable=False),
    sa.Column("until", sa.DateTime(timezone=True), nullable=False),
)
