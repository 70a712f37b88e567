"""Tables of sealing: the tree's tiles, the checkpoints signed, and what the sealer refuses to sign."""

import sqlalchemy as sa

metadata = sa.MetaData(schema="events")

tiles = sa.Table(
    "tile",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("level", sa.SmallInteger, primary_key=True),
    sa.Column("index", sa.BigInteger, primary_key=True),
    sa.Column("hashes", sa.LargeBinary, nullable=False),
)

sealed = sa.Table(
    "sealed_log",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
)

checkpoints = sa.Table(
    "checkpoint",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
)

alarms = sa.Table(
    "sealing_alarm",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("signed_size", sa.BigInteger, nullable=False),
    sa.Column("found_size", sa.BigInteger, nullable=False),
    sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
)

cosignatures = sa.Table(
    "cosignature",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("cosigned_at", sa.DateTime(timezone=True), nullable=False),
)
