"""Webhooks: endpoints, what they are signed with, deliveries, replays."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0002"
down_revision = "0001"

# Two things write to an endpoint while it is served: whoever holds its lease, and its owner by the API. Both
# lock the row first. Its fill factor leaves room for the many updates in place.
TABLES = """
CREATE TABLE events.webhook_endpoint (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    integration_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    url text NOT NULL,
    description jsonb,
    types text[] NOT NULL,
    subject text,
    ordered boolean NOT NULL,
    per_second int NOT NULL,
    status text NOT NULL,
    reason text,
    begin_after bigint,
    taken_to bigint,
    crowded boolean NOT NULL DEFAULT false,
    wake_at timestamptz,
    rest_until timestamptz,
    lease uuid,
    leased_until timestamptz,
    failures int NOT NULL DEFAULT 0,
    failing_since timestamptz,
    warned_at timestamptz,
    delivered_at timestamptz,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
) WITH (fillfactor = 50);
COMMENT ON COLUMN events.webhook_endpoint.taken_to IS 'up to where the log has been looked through for it';
COMMENT ON COLUMN events.webhook_endpoint.crowded IS 'no room for more waiting deliveries: the log waits';
CREATE INDEX webhook_endpoint_integration ON events.webhook_endpoint (initiative_id, integration_id);
CREATE TABLE events.webhook_secret (
    initiative_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (initiative_id, endpoint_id, id),
    FOREIGN KEY (initiative_id, endpoint_id) REFERENCES events.webhook_endpoint ON DELETE CASCADE
);
COMMENT ON TABLE events.webhook_secret IS 'the secrets are derived from a key outside the database';
CREATE TABLE events.webhook_delivery (
    initiative_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    position bigint,
    type text NOT NULL,
    status text NOT NULL,
    due_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    latest jsonb NOT NULL DEFAULT '[]',
    answer text,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (initiative_id, endpoint_id, id),
    FOREIGN KEY (initiative_id, endpoint_id) REFERENCES events.webhook_endpoint ON DELETE CASCADE
) WITH (fillfactor = 70);
COMMENT ON COLUMN events.webhook_delivery.latest IS 'the latest attempts: when, how long, status, error';
COMMENT ON COLUMN events.webhook_delivery.answer IS 'the beginning of what a receiver that failed answered';
CREATE INDEX webhook_delivery_waiting ON events.webhook_delivery (initiative_id, endpoint_id, position)
    WHERE status = 'waiting';
CREATE INDEX webhook_delivery_finished ON events.webhook_delivery (finished_at) WHERE finished_at IS NOT NULL;
CREATE TABLE events.webhook_replay (
    initiative_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    id uuid NOT NULL,
    taken_to bigint NOT NULL,
    until bigint NOT NULL,
    types text[] NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, endpoint_id, id),
    FOREIGN KEY (initiative_id, endpoint_id) REFERENCES events.webhook_endpoint ON DELETE CASCADE
);
COMMENT ON TABLE events.webhook_replay IS 'ranges of the log to deliver again, taken up piece by piece';
"""


def upgrade() -> None:
    """Create the tables and let the service's role use them."""
    run_script(TABLES)
    run_script(grant_service("events"))
