"""Tables of the webhook endpoints, of what they are signed with, and of replays they were asked for."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = sa.MetaData(schema="events")
_TIME = sa.DateTime(timezone=True)

webhook_endpoints = sa.Table(
    "webhook_endpoint",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("integration_id", sa.Uuid, nullable=False),
    sa.Column("organization_id", sa.Uuid, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("description", JSONB),
    sa.Column("contact_email", sa.Text),
    sa.Column("types", ARRAY(sa.Text), nullable=False),
    sa.Column("subject", sa.Text),
    sa.Column("ordered", sa.Boolean, nullable=False),
    sa.Column("per_second", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("begin_after", sa.BigInteger),
    sa.Column("taken_to", sa.BigInteger),
    sa.Column("crowded", sa.Boolean, nullable=False),
    sa.Column("wake_at", _TIME),
    sa.Column("rest_until", _TIME),
    sa.Column("lease", sa.Uuid),
    sa.Column("leased_until", _TIME),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("failing_since", _TIME),
    sa.Column("warned_at", _TIME),
    sa.Column("delivered_at", _TIME),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
)

webhook_secrets = sa.Table(
    "webhook_secret",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("endpoint_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("expires_at", _TIME),
)

webhook_replays = sa.Table(
    "webhook_replay",
    metadata,
    sa.Column("initiative_id", sa.Uuid, primary_key=True),
    sa.Column("endpoint_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("taken_to", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
    sa.Column("types", ARRAY(sa.Text), nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
)
