"""Organizations kept apart, and organizations merged into others."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0026"
down_revision = "0025"

MERGES = """
CREATE TABLE registry.kept_apart (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    other_organization_id uuid NOT NULL,
    reason jsonb,
    author_id uuid,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, organization_id, other_organization_id),
    CHECK (organization_id < other_organization_id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id),
    FOREIGN KEY (initiative_id, other_organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE TABLE registry.organization_merge (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    merged_organization_id uuid NOT NULL,
    into_organization_id uuid NOT NULL,
    reason jsonb,
    author_id uuid,
    affiliations uuid[] NOT NULL,
    merged_at timestamptz NOT NULL,
    undone_at timestamptz,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, merged_organization_id) REFERENCES registry.organization (initiative_id, id),
    FOREIGN KEY (initiative_id, into_organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE UNIQUE INDEX organization_merge_in_force
    ON registry.organization_merge (initiative_id, merged_organization_id) WHERE undone_at IS NULL;
CREATE INDEX organization_merge_into ON registry.organization_merge (initiative_id, into_organization_id);
ALTER TABLE registry.organization ADD COLUMN merged_into uuid;
"""


def upgrade() -> None:
    """Add the tables and the column, and let the service's role use them."""
    run_script(MERGES)
    run_script(grant_service("registry"))
