"""Ties between organizations, and what they said before."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0015"
down_revision = "0014"

TIES = """
CREATE TABLE registry.tie (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    from_organization_id uuid NOT NULL,
    to_organization_id uuid NOT NULL,
    kind text NOT NULL,
    intensity text,
    direction text NOT NULL,
    since date,
    until date,
    reported_by uuid,
    mapped boolean NOT NULL,
    from_view text NOT NULL,
    to_view text NOT NULL,
    confirmation text NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, from_organization_id) REFERENCES registry.organization (initiative_id, id),
    FOREIGN KEY (initiative_id, to_organization_id) REFERENCES registry.organization (initiative_id, id),
    CHECK (until >= since),
    CHECK (reported_by IN (from_organization_id, to_organization_id))
);
CREATE INDEX tie_from ON registry.tie (initiative_id, from_organization_id, to_organization_id);
CREATE INDEX tie_to ON registry.tie (initiative_id, to_organization_id);
CREATE TABLE registry.tie_correction (
    initiative_id uuid NOT NULL,
    tie_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    intensity text,
    direction text NOT NULL,
    since date,
    until date,
    corrected_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, tie_id, id),
    FOREIGN KEY (initiative_id, tie_id) REFERENCES registry.tie (initiative_id, id) ON DELETE CASCADE
);
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(TIES)
    run_script(grant_service("registry"))
