"""Table of the agenda's adopted versions: a projection of the decisions that adopted them."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

adopted = sa.Table(
    "agenda_version",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("decision_id", sa.Uuid, nullable=False),
    sa.Column("revision_ids", ARRAY(sa.Uuid), nullable=False),
    sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
)
"""`revision_ids`: exactly these wordings were adopted, in this order."""
