"""Context events: what happens outside the initiative and changes the picture."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0014"
down_revision = "0013"

CONTEXT_EVENTS = """
CREATE TABLE registry.context_event (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    title jsonb NOT NULL,
    note jsonb,
    starts_on date NOT NULL,
    ends_on date,
    source_ids uuid[] NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    CHECK (ends_on >= starts_on)
);
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(CONTEXT_EVENTS)
    run_script(grant_service("registry"))
