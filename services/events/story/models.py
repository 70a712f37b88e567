"""The table of names: where in the log things are named."""

import sqlalchemy as sa

story_names = sa.Table(
    "story_name",
    sa.MetaData(schema="events"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
)
