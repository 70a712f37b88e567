"""Mandates in depth: who carries other roles, who shares, what is renewed, who declared interests."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0021"
down_revision = "0020"

MANDATES = """
ALTER TABLE registry.mandate ADD COLUMN consulted_ids uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE registry.mandate ADD COLUMN shares jsonb;
ALTER TABLE registry.mandate ADD COLUMN renews uuid;
CREATE TABLE registry.mandate_carrier (
    initiative_id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    roles text[] NOT NULL,
    answer text NOT NULL,
    asked_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, mandate_id, organization_id),
    FOREIGN KEY (initiative_id, mandate_id) REFERENCES registry.mandate (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE TABLE registry.interest_declaration (
    initiative_id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    declarer_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid,
    author_id uuid,
    has_interests boolean NOT NULL,
    text jsonb,
    declared_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, mandate_id, declarer_id),
    FOREIGN KEY (initiative_id, mandate_id) REFERENCES registry.mandate (initiative_id, id)
);
CREATE TABLE registry.handover (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    organization_ids uuid[] NOT NULL,
    to_organization_ids uuid[] NOT NULL,
    status text NOT NULL,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, mandate_id) REFERENCES registry.mandate (initiative_id, id)
);
CREATE UNIQUE INDEX handover_running ON registry.handover (initiative_id, mandate_id)
    WHERE status = 'running';
CREATE TABLE registry.handover_thing (
    initiative_id uuid NOT NULL,
    handover_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    text jsonb NOT NULL,
    status text NOT NULL,
    reason jsonb,
    returned_by uuid,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, handover_id, id),
    FOREIGN KEY (initiative_id, handover_id) REFERENCES registry.handover (initiative_id, id)
);
CREATE INDEX handover_thing_returned_by ON registry.handover_thing (initiative_id, returned_by);
CREATE INDEX interest_declaration_author ON registry.interest_declaration (initiative_id, author_id);
"""


def upgrade() -> None:
    """Add the columns and tables, and let the service's role use them."""
    run_script(MANDATES)
    run_script(grant_service("registry"))
