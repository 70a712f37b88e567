"""Tables of minutes: how they stand, what they said at each revision, corrections, who agrees."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

minutes = sa.Table(
    "minutes",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("approval", sa.Text),
    sa.Column("silent_until", sa.DateTime(timezone=True)),
    sa.Column("approved_at", sa.DateTime(timezone=True)),
    sa.Column("source_id", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
)

revisions = sa.Table(
    "minutes_revision",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("written_by", sa.Uuid),
    sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
)

corrections = sa.Table(
    "minutes_correction",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("text", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("answer", JSONB),
    sa.Column("answered_by", sa.Uuid),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
)

consents = sa.Table(
    "minutes_consent",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
)
