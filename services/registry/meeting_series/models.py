"""Table of the series of meetings."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

meeting_series = sa.Table(
    "meeting_series",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, nullable=False),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("frequency", sa.Text, nullable=False),
    sa.Column("every", sa.Integer, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("time_zone", sa.Text, nullable=False),
    sa.Column("meetings", sa.Integer, nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
