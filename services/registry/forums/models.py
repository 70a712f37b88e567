"""Table of the forums."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

forums = sa.Table(
    "forum",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("purpose", JSONB),
    sa.Column("time_zone", sa.Text),
    sa.Column("method", JSONB, nullable=False),
    sa.Column("quorum", JSONB, nullable=False),
    sa.Column("notice_hours", sa.Integer, nullable=False),
    sa.Column("seats_pass_on", sa.Boolean, nullable=False),
    sa.Column("delegated", sa.ARRAY(sa.Text), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
