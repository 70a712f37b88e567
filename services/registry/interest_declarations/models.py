"""Table of the interest declarations; the last word of each who declares."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

interest_declarations = sa.Table(
    "interest_declaration",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("mandate_id", sa.Uuid, primary_key=True),
    sa.Column("declarer_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("author_id", sa.Uuid),
    sa.Column("has_interests", sa.Boolean, nullable=False),
    sa.Column("text", JSONB),
    sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
)
