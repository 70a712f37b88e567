"""Up to where organizations have approved that others see their figures."""

import sqlalchemy as sa

publications = sa.Table(
    "publication",
    sa.MetaData(schema="metrics"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("indicator_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("through_on", sa.Date, nullable=False),
    sa.Column("published_by", sa.Uuid),
    sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
)
