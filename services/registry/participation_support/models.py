"""Table of the support for taking part. It has numbers of people, and none of them by name."""

import sqlalchemy as sa

participation_support = sa.Table(
    "participation_support",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("support", sa.Text, nullable=False),
    sa.Column("given_on", sa.Date, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("engagement_id", sa.Uuid),
    sa.Column("meeting_id", sa.Uuid),
    sa.Column("organization_id", sa.Uuid),
    sa.Column("spending_id", sa.Uuid),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
