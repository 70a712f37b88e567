"""Table of who declared interests in a mandate, as the log tells it: that they did, not in which words."""

import sqlalchemy as sa

interest_declarations = sa.Table(
    "interest_declaration",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("mandate_id", sa.Uuid, primary_key=True),
    sa.Column("declarer_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("has_interests", sa.Boolean, nullable=False),
    sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
)
