"""Tables of the erasures: projections of the log, but for `noted_at`."""

import sqlalchemy as sa

metadata = sa.MetaData(schema="events")

erasures = sa.Table(
    "erasure",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("noted_at", sa.DateTime(timezone=True)),
)

acknowledgements = sa.Table(
    "erasure_acknowledgement",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("erasure_id", sa.Uuid, primary_key=True),
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("opened_values", sa.Integer, nullable=False),
    sa.Column("completed_at", sa.DateTime(timezone=True), nullable=False),
)
