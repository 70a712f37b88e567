"""Table of the seats in forums."""

import sqlalchemy as sa

seats = sa.Table(
    "seat",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("forum_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("votes", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("proposed_by", sa.Uuid),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
