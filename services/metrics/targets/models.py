"""Table of the baselines and targets."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

targets = sa.Table(
    "target",
    sa.MetaData(schema="metrics"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("indicator_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("dimensions", JSONB, nullable=False),
    sa.Column("dimensions_key", sa.Uuid, nullable=False),
    sa.Column("value", sa.Numeric, nullable=False),
    sa.Column("set_by", sa.Uuid),
    sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
