"""Tables of the ties between organizations, and of what they said before a correction."""

import sqlalchemy as sa

metadata = sa.MetaData(schema="registry")

ties = sa.Table(
    "tie",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("from_organization_id", sa.Uuid, nullable=False),
    sa.Column("to_organization_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("intensity", sa.Text),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("since", sa.Date),
    sa.Column("until", sa.Date),
    sa.Column("reported_by", sa.Uuid),
    sa.Column("mapped", sa.Boolean, nullable=False),
    sa.Column("from_view", sa.Text, nullable=False),
    sa.Column("to_view", sa.Text, nullable=False),
    sa.Column("confirmation", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)

corrections = sa.Table(
    "tie_correction",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("tie_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("intensity", sa.Text),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("since", sa.Date),
    sa.Column("until", sa.Date),
    sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
)
