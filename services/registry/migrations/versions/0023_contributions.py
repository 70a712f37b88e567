"""Contributions: money redirected towards the agenda, and what is given in kind."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0023"
down_revision = "0022"

CONTRIBUTIONS = """
CREATE TABLE registry.contribution (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    kind text NOT NULL,
    amount bigint,
    currency text,
    text jsonb NOT NULL,
    starts_on date,
    ends_on date,
    confirmed boolean NOT NULL,
    withdrawn boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id),
    CHECK ((amount IS NULL) = (currency IS NULL))
);
CREATE INDEX contribution_of ON registry.contribution (initiative_id, organization_id);
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(CONTRIBUTIONS)
    run_script(grant_service("registry"))
