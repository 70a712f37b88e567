"""Erasures and what each service said of them."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service, service_tables_v1

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE events.erasure (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    noted_at timestamptz,
    PRIMARY KEY (initiative_id, id),
    UNIQUE (initiative_id, person_id)
);
COMMENT ON COLUMN events.erasure.noted_at IS 'when it was written to the journal outside the database';
CREATE INDEX erasure_not_noted ON events.erasure (id) WHERE noted_at IS NULL;
CREATE TABLE events.erasure_acknowledgement (
    initiative_id uuid NOT NULL,
    erasure_id uuid NOT NULL,
    service text NOT NULL,
    opened_values int NOT NULL,
    completed_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, erasure_id, service)
);
"""


def upgrade() -> None:
    """Create the schema's tables and let the service's role use them."""
    run_script(TABLES)
    run_script(service_tables_v1("events"))
    run_script(grant_service("events"))
