"""Table of the days by which a grant is reported on."""

import sqlalchemy as sa

reporting_dates = sa.Table(
    "reporting_date",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("grant_id", sa.Uuid, nullable=False),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("covers_from", sa.Date, nullable=False),
    sa.Column("covers_until", sa.Date, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("delivered_on", sa.Date),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
