"""Tables of the people and whom they belong to."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

metadata = sa.MetaData(schema="registry")

people = sa.Table(
    "person",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", JSONB, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("part", sa.Text, nullable=False),
    sa.Column("left_at", sa.DateTime(timezone=True)),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

affiliations = sa.Table(
    "affiliation",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("title", JSONB),
    sa.Column("represents", sa.Boolean, nullable=False),
    sa.Column("alternate", sa.Boolean, nullable=False),
    sa.Column("since", sa.Date),
    sa.Column("until", sa.Date),
)
