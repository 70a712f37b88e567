"""Tables of the activities, and of what decisions made part of the coordinated plan."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="agenda")

activities = sa.Table(
    "activity",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("description", JSONB),
    sa.Column("lead_organization_id", sa.Uuid, nullable=False),
    sa.Column("lead_confirmed", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("participants", ARRAY(sa.Uuid), nullable=False),
    sa.Column("joined", ARRAY(sa.Uuid), nullable=False),
    sa.Column("goal_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("depends_on", ARRAY(sa.Uuid), nullable=False),
    sa.Column("quick_win", sa.Boolean, nullable=False),
    sa.Column("already_done", sa.Boolean, nullable=False),
    sa.Column("early_joint_action", sa.Boolean, nullable=False),
    sa.Column("forum_id", sa.Uuid),
    sa.Column("milestones", JSONB, nullable=False),
    sa.Column("places", JSONB, nullable=False),
    sa.Column("groups", JSONB, nullable=False),
    sa.Column("starts_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    sa.Column("entered_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
DESCRIBING = tuple(
    column.name
    for column in activities.c
    if column.name not in ("initiative_id", "id", "entered_by", "version", "created_at")
)
"""Columns that say what an activity is, and can change."""

planned = sa.Table(
    "planned_activity",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, nullable=False),
)
"""Projection of agenda.plan.adopted: what a decision made part of the plan; the last one counts."""
