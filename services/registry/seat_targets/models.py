"""Table of how forums are to be composed: each row names a sector, or a value of a grouping."""

import sqlalchemy as sa

seat_targets = sa.Table(
    "seat_target",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sector", sa.Text),
    sa.Column("grouping_id", sa.Uuid),
    sa.Column("value_id", sa.Uuid),
    sa.Column("at_least", sa.Integer, nullable=False),
    sa.Column("with_votes", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
