"""Table of what people declare of their own experience: a row where they have, none where they have not."""

import sqlalchemy as sa

lived_experience = sa.Table(
    "lived_experience",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("declared", sa.Boolean, nullable=False),
)
