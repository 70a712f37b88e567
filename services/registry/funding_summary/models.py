"""Tables of what is needed in each currency, and of the cap of the backbone's share.

A currency's row is also what commands lock that change how its money stands.
"""

import sqlalchemy as sa

metadata = sa.MetaData(schema="registry")

currencies = sa.Table(
    "funding_currency",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("currency", sa.Text, primary_key=True),
    sa.Column("needed", sa.BigInteger),
    sa.Column("needed_for_backbone", sa.BigInteger),
    sa.Column("months", sa.Integer),
    sa.Column("version", sa.Integer, nullable=False),
)

caps = sa.Table(
    "funding_cap",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("decision_id", sa.Uuid, nullable=False),
    sa.Column("numerator", sa.BigInteger, nullable=False),
    sa.Column("denominator", sa.BigInteger, nullable=False),
)
