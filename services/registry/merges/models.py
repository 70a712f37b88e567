"""The table of mergings, those undone included."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

merges = sa.Table(
    "organization_merge",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("merged_organization_id", sa.Uuid, nullable=False),
    sa.Column("into_organization_id", sa.Uuid, nullable=False),
    sa.Column("reason", JSONB),
    sa.Column("author_id", sa.Uuid),
    sa.Column("affiliations", ARRAY(sa.Uuid), nullable=False),
    sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("undone_at", sa.DateTime(timezone=True)),
    sa.Column("version", sa.Integer, nullable=False),
)
"""`affiliations` are those begun by the merging, which end where it is undone."""
