"""Table of the instalments in which grants arrive."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

instalments = sa.Table(
    "instalment",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("grant_id", sa.Uuid, nullable=False),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("received_on", sa.Date),
    sa.Column("condition", JSONB),
    sa.Column("moves", JSONB, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
