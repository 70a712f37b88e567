"""Tables of handing over mandates, and of what is handed."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="registry")

handovers = sa.Table(
    "handover",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("mandate_id", sa.Uuid, nullable=False),
    sa.Column("organization_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("to_organization_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
    sa.Column("version", sa.Integer, nullable=False),
)

handed = sa.Table(
    "handover_thing",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("handover_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", JSONB, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("reason", JSONB),
    sa.Column("returned_by", sa.Uuid),
    sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
)
