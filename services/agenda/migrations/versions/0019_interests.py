"""Who declared interests in the mandate a decision is about."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0019"
down_revision = "0018"

INTERESTS = """
CREATE TABLE agenda.interest_declaration (
    initiative_id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    declarer_id uuid NOT NULL,
    organization_id uuid,
    has_interests boolean NOT NULL,
    declared_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, mandate_id, declarer_id)
);
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(INTERESTS)
    run_script(grant_service("agenda"))
