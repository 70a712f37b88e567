"""Tables of the meetings: when and where, what is on the agenda, which times were offered, who can come."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="registry")

meetings = sa.Table(
    "meeting",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, nullable=False),
    sa.Column("series_id", sa.Uuid),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("place", JSONB),
    sa.Column("online_url", sa.Text),
    sa.Column("starts_at", sa.DateTime(timezone=True)),
    sa.Column("duration_minutes", sa.Integer, nullable=False),
    sa.Column("time_zone", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("called_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

agenda_items = sa.Table(
    "agenda_item",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("title", JSONB, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer),
    sa.Column("source_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("decision_id", sa.Uuid),
    sa.Column("proposed_by", sa.Uuid),
)

offered_times = sa.Table(
    "offered_time",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
)

time_answers = sa.Table(
    "time_answer",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("time_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
)

known_decisions = sa.Table(
    "known_decision",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, nullable=False),
)
