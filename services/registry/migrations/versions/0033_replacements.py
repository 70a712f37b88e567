"""Replacements of representatives, and whether a forum's seats pass on by the organization's word."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0033"
down_revision = "0032"

REPLACEMENTS = """
ALTER TABLE registry.forum ADD COLUMN seats_pass_on boolean NOT NULL DEFAULT false;
CREATE TABLE registry.representative_replacement (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    predecessor_id uuid,
    successor_id uuid,
    replaced_by uuid,
    matters jsonb NOT NULL,
    replaced_at timestamptz NOT NULL,
    predecessor_knew_at timestamptz,
    successor_knew_at timestamptz,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE INDEX representative_replacement_of
    ON registry.representative_replacement (initiative_id, organization_id, id);
CREATE INDEX representative_replacement_from
    ON registry.representative_replacement (initiative_id, predecessor_id);
CREATE INDEX representative_replacement_to
    ON registry.representative_replacement (initiative_id, successor_id);
"""


def upgrade() -> None:
    """Add the column and the table, and let the service's role use them."""
    run_script(REPLACEMENTS)
    run_script(grant_service("registry"))
