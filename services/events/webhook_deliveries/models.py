"""The table of deliveries: one row for each event and endpoint, from when it is taken up until it is old."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="events")
_TIME = sa.DateTime(timezone=True)

webhook_deliveries = sa.Table(
    "webhook_delivery",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("endpoint_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("position", sa.BigInteger),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("due_at", _TIME, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("latest", JSONB, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("finished_at", _TIME),
)
