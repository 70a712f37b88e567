"""Table of the recognitions."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

recognitions = sa.Table(
    "recognition",
    sa.MetaData(schema="registry"),
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("to_organization_id", sa.Uuid, nullable=False),
    sa.Column("to_person_id", sa.Uuid),
    sa.Column("by_organization_id", sa.Uuid),
    sa.Column("text", JSONB),
    sa.Column("meeting_id", sa.Uuid),
    sa.Column("given_by", sa.Uuid),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
)
