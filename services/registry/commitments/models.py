"""Tables of the commitments, of what either side says of them, and of how they were renegotiated."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

commitments = sa.Table(
    "commitment",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("by_person_id", sa.Uuid),
    sa.Column("by_organization_id", sa.Uuid),
    sa.Column("to_person_id", sa.Uuid),
    sa.Column("to_organization_id", sa.Uuid),
    sa.Column("text", JSONB),
    sa.Column("due_on", sa.Date),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("interaction_id", sa.Uuid),
    sa.Column("meeting_id", sa.Uuid),
    sa.Column("recorded_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

reminders = sa.Table(
    "commitment_reminder",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("commitment_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("due_on", sa.Date, primary_key=True),
)

views = sa.Table(
    "commitment_view",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("commitment_id", sa.Uuid, primary_key=True),
    sa.Column("side", sa.Text, primary_key=True),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("note", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("id", sa.Uuid, sa.Computed("md5(commitment_id::text || side)::uuid"), nullable=False),
)
"""`id` stands for commitment and side, in the history."""

renegotiations = sa.Table(
    "renegotiation",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("commitment_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("from_due_on", sa.Date),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("reason", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("accepted_at", sa.DateTime(timezone=True)),
)
