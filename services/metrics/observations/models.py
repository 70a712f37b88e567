"""Tables of the figures, every revision of each, and of the reports they came with."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="metrics")

reports = sa.Table(
    "report",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reason", JSONB),
    sa.Column("created", sa.Integer, nullable=False),
    sa.Column("corrected", sa.Integer, nullable=False),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("reported_by", sa.Uuid),
    sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
)

observations = sa.Table(
    "observation",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("report_id", sa.Uuid, nullable=False),
    sa.Column("indicator_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("dimensions", JSONB, nullable=False),
    sa.Column("dimensions_key", sa.Uuid, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("value", sa.Numeric),
    sa.Column("numerator", sa.Numeric),
    sa.Column("denominator", sa.Numeric),
    sa.Column("remark", JSONB),
    sa.Column("definition_version", sa.Integer, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("superseded_at", sa.DateTime(timezone=True)),
)
