"""Tables of the public's reactions: participants, known by a secret alone, and what they said."""

import sqlalchemy as sa

metadata = sa.MetaData(schema="agenda")

participants = sa.Table(
    "public_participant",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("link_id", sa.Uuid, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("address_digest", sa.LargeBinary),
    sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
)

public_reactions = sa.Table(
    "public_reaction",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("voice_id", sa.Uuid, primary_key=True),
    sa.Column("participant_id", sa.Uuid, primary_key=True),
    sa.Column("reaction", sa.Text, nullable=False),
)
