"""Table of the reactions to voices."""

import sqlalchemy as sa

reactions = sa.Table(
    "voice_reaction",
    sa.MetaData(schema="agenda"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("voice_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("reaction", sa.Text, nullable=False),
    sa.Column("reacted_at", sa.DateTime(timezone=True), nullable=False),
)
