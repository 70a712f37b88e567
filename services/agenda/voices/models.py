"""Table of the voices."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

voices = sa.Table(
    "voice",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("text", JSONB),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("brought_by_person_id", sa.Uuid),
    sa.Column("brought_by_organization_id", sa.Uuid),
    sa.Column("entered_by", sa.Uuid),
    sa.Column("shown_publicly", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
