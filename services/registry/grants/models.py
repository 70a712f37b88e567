"""Tables of the grants, and of the budget lines each is restricted to."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

grants = sa.Table(
    "funding_grant",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("source_id", sa.Uuid, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("pledged_amount", sa.BigInteger),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("agreed_on", sa.Date, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("restricted_to", JSONB),
    sa.Column("conditions", JSONB),
    sa.Column("closed_on", sa.Date),
    sa.Column("closing_reason", JSONB),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

grant_lines = sa.Table(
    "grant_line",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("grant_id", sa.Uuid, primary_key=True),
    sa.Column("budget_line_id", sa.Uuid, primary_key=True),
    sa.Column("amount", sa.BigInteger, nullable=False),
)
