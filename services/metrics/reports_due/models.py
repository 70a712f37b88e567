"""Table of the reports that were said to be due, and whether they have come."""

import sqlalchemy as sa

reports_due = sa.Table(
    "report_due",
    sa.MetaData(schema="metrics"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("indicator_id", sa.Uuid, primary_key=True),
    sa.Column("organization_id", sa.Uuid, primary_key=True),
    sa.Column("period_start", sa.Date, primary_key=True),
    sa.Column("received", sa.Boolean, nullable=False),
)
