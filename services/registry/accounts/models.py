"""Table of the accounts that are bound to people. Issuer and subject are nowhere in it."""

import sqlalchemy as sa

accounts = sa.Table(
    "account",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("everywhere_id", sa.Uuid, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
)
