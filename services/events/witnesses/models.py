"""Tables of witnesses: whose cosignatures count, and how many have to be there."""

import sqlalchemy as sa

metadata = sa.MetaData(schema="events")

policies = sa.Table(
    "witness_policy",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("threshold", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

witnesses = sa.Table(
    "witness",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("verifier_key", sa.Text, nullable=False),
    sa.Column("organization_id", sa.Uuid),
)
