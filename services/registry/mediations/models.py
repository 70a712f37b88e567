"""Tables of the mediations: between whom, by whom, step by step, to what end."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

mediations = sa.Table(
    "mediation",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("interaction_id", sa.Uuid),
    sa.Column("matter", JSONB),
    sa.Column("mediator_id", sa.Uuid),
    sa.Column("mediator_accepted", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("closing_words", JSONB),
    sa.Column("asked_by", sa.Uuid),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
    sa.Column("version", sa.Integer, nullable=False),
)

parties = sa.Table(
    "mediation_party",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("mediation_id", sa.Uuid, primary_key=True),
    sa.Column("rank", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.Uuid),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("accepted", sa.Boolean, nullable=False),
)

steps = sa.Table(
    "mediation_step",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("mediation_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
)
