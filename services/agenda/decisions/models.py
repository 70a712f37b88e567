"""Tables of the decisions: questions, electorates, who supports opening or withdrawing one."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="agenda")

decisions = sa.Table(
    "decision",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", JSONB, nullable=False),
    sa.Column("question", JSONB, nullable=False),
    sa.Column("explanation", JSONB),
    sa.Column("amendment_id", sa.Uuid),
    sa.Column("method", JSONB, nullable=False),
    sa.Column("quorum", JSONB, nullable=False),
    sa.Column("options", JSONB, nullable=False),
    sa.Column("notice_hours", sa.Integer, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
    sa.Column("secrecy", sa.Text, nullable=False),
    sa.Column("voter", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("result", JSONB),
    sa.Column("effect_refused_for", sa.Text),
    sa.Column("effect_gone", JSONB, nullable=False),
    sa.Column("revision_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("closes_at", sa.DateTime(timezone=True)),
    sa.Column("corrections_until", sa.DateTime(timezone=True)),
    sa.Column("review_on", sa.Date),
    sa.Column("drafted_by", sa.Uuid),
    sa.Column("opened_at", sa.DateTime(timezone=True)),
    sa.Column("closed_at", sa.DateTime(timezone=True)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

voters = sa.Table(
    "voter",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sector", sa.Text, nullable=False),
    sa.Column("capacity", sa.Text),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("grouping_value_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("disqualified_for", sa.Text),
    sa.Column("bound_for", sa.Text),
    sa.Column("recusal_reason", JSONB),
    sa.Column("recused_by", sa.Uuid),
)

"""`organization_id` is for which organization a person has a vote. `bound_for` is why a voter who was erased
will be disqualified: their ties, which say it of others, have gone with them."""

supports = sa.Table(
    "decision_support",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, primary_key=True),
    sa.Column("act", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("until", sa.DateTime(timezone=True)),
    sa.Column("reason", JSONB),
)

reminders = sa.Table(
    "decision_reminder",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), primary_key=True),
)
