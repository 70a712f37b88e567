"""The table of organizations' names as they are searched and compared."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

metadata = sa.MetaData(schema="registry")

names = sa.Table(
    "organization_name",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("grams", ARRAY(sa.Integer), nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("marks", ARRAY(sa.BigInteger), nullable=False),
    sa.Column("form", sa.SmallInteger, nullable=False),
)
