"""Mails to the owners of webhook endpoints that take nothing."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0006"
down_revision = "0005"

MAILS = """
ALTER TABLE events.webhook_endpoint ADD COLUMN contact_email text;
CREATE TABLE events.endpoint_mail (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    kind text NOT NULL,
    failing_since timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, endpoint_id)
        REFERENCES events.webhook_endpoint (initiative_id, id) ON DELETE CASCADE
);
CREATE INDEX endpoint_mail_due ON events.endpoint_mail (due_at);
"""


def upgrade() -> None:
    """Add the column and the table, and let the service's role use it."""
    run_script(MAILS)
    run_script(grant_service("events"))
