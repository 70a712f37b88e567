"""Table of the assessments of organizations. Rows are added and never changed."""

import sqlalchemy as sa

assessments = sa.Table(
    "assessment",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("assessed_on", sa.Date, nullable=False),
    sa.Column("influence", sa.SmallInteger, nullable=False),
    sa.Column("interest", sa.SmallInteger, nullable=False),
    sa.Column("impact", sa.SmallInteger, nullable=False),
    sa.Column("stance", sa.SmallInteger, nullable=False),
    sa.Column("candidate_for", sa.Text),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
)
