"""Table of the formats in which funders want their reports."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

report_formats = sa.Table(
    "report_format",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("funder_organization_id", sa.Uuid),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("lines", JSONB, nullable=False),
    sa.Column("conversion", JSONB),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
