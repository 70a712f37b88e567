"""Table of the backbone's own work for the initiative."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

backbone_services = sa.Table(
    "backbone_service",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("description", JSONB),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("activity_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("starts_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
STATED = ("title", "description", "role", "status", "activity_ids", "starts_on", "ends_on")
"""Columns that say what the work is, and can change."""
