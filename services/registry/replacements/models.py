"""Table of the replacements of representatives, each with what passed on and what did not."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

replacements = sa.Table(
    "representative_replacement",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("predecessor_id", sa.Uuid),
    sa.Column("successor_id", sa.Uuid),
    sa.Column("replaced_by", sa.Uuid),
    sa.Column("matters", JSONB, nullable=False),
    sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("predecessor_knew_at", sa.DateTime(timezone=True)),
    sa.Column("successor_knew_at", sa.DateTime(timezone=True)),
)
"""`matters` names things by their ids, and nobody."""
