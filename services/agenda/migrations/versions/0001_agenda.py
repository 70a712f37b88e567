"""Voices, and the organizations they can be brought for."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service, service_tables_v1

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE agenda.organization (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
COMMENT ON TABLE agenda.organization IS 'projection of registry.organization.mapped';
CREATE TABLE agenda.voice (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    text jsonb,
    status text NOT NULL,
    brought_by_person_id uuid,
    brought_by_organization_id uuid,
    entered_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    CONSTRAINT only_the_erased_have_no_text CHECK ((text IS NULL) = (status = 'erased')),
    CONSTRAINT somebody_brought_it CHECK (
        status = 'erased' OR num_nonnulls(brought_by_person_id, brought_by_organization_id) > 0)
);
CREATE INDEX voice_person ON agenda.voice (initiative_id, brought_by_person_id);
CREATE INDEX voice_organization ON agenda.voice (initiative_id, brought_by_organization_id, id);
CREATE INDEX voice_entered_by ON agenda.voice (initiative_id, entered_by);
"""


def upgrade() -> None:
    """Create the schema's tables and let the service's role use them."""
    run_script(TABLES)
    run_script(service_tables_v1("agenda"))
    run_script(grant_service("agenda"))
