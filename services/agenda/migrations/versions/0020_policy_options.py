"""Policy options, on which partners decide."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0020"
down_revision = "0019"

POLICY_OPTIONS = """
CREATE TABLE agenda.policy_option (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    title jsonb NOT NULL,
    description jsonb,
    consequences jsonb NOT NULL,
    status text NOT NULL,
    decision_id uuid,
    came_of_it jsonb,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(POLICY_OPTIONS)
    run_script(grant_service("agenda"))
