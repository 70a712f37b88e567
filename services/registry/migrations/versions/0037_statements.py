"""Statements: support, endorsements, positions and terms, dated, with their sources."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0037"
down_revision = "0036"

STATEMENTS = """
CREATE TABLE registry.statement (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid,
    speaker jsonb,
    kind text NOT NULL,
    matter jsonb NOT NULL,
    text jsonb NOT NULL,
    stated_on date NOT NULL,
    public boolean NOT NULL,
    source_ids uuid[] NOT NULL,
    confirmation text NOT NULL,
    withdrawn_on date,
    withdrawal_reason jsonb,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id),
    CHECK ((organization_id IS NULL) <> (speaker IS NULL))
);
CREATE INDEX statement_of ON registry.statement (initiative_id, organization_id, id);
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(STATEMENTS)
    run_script(grant_service("registry"))
