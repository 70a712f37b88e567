"""Systems of organizations and their secrets."""

from shared.database.migrations import run_script

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE registry.integration (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    name jsonb NOT NULL,
    scopes text[] NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE UNIQUE INDEX integration_id ON registry.integration (id);
CREATE TABLE registry.integration_secret (
    initiative_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    id uuid NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    PRIMARY KEY (initiative_id, integration_id, id),
    FOREIGN KEY (initiative_id, integration_id) REFERENCES registry.integration (initiative_id, id)
        ON DELETE CASCADE
);
"""


def upgrade() -> None:
    """Create the tables."""
    run_script(TABLES)
