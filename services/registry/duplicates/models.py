"""The table of pairs that look alike and are two."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

kept_apart = sa.Table(
    "kept_apart",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("other_organization_id", sa.Uuid, primary_key=True),
    sa.Column("reason", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
)
"""`organization_id` is the smaller of the two ids."""
