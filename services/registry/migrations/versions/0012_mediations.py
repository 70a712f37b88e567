"""Mediations of conflicts, recognition, and which commitments their sides were reminded of."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0012"
down_revision = "0011"

MEDIATIONS = """
CREATE TABLE registry.mediation (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    interaction_id uuid,
    matter jsonb,
    mediator_id uuid,
    status text NOT NULL,
    closing_words jsonb,
    asked_by uuid,
    asked_at timestamptz NOT NULL,
    ended_at timestamptz,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, interaction_id) REFERENCES registry.interaction (initiative_id, id)
);
CREATE INDEX mediation_mediator ON registry.mediation (initiative_id, mediator_id);
CREATE INDEX mediation_asked_by ON registry.mediation (initiative_id, asked_by);
CREATE TABLE registry.mediation_party (
    initiative_id uuid NOT NULL,
    mediation_id uuid NOT NULL,
    rank int NOT NULL,
    person_id uuid,
    organization_id uuid,
    accepted boolean NOT NULL,
    PRIMARY KEY (initiative_id, mediation_id, rank),
    FOREIGN KEY (initiative_id, mediation_id) REFERENCES registry.mediation (initiative_id, id)
);
CREATE INDEX mediation_party_person ON registry.mediation_party (initiative_id, person_id);
CREATE INDEX mediation_party_organization ON registry.mediation_party (initiative_id, organization_id);
CREATE TABLE registry.mediation_step (
    initiative_id uuid NOT NULL,
    mediation_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    text jsonb,
    author_id uuid,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, mediation_id, id),
    FOREIGN KEY (initiative_id, mediation_id) REFERENCES registry.mediation (initiative_id, id)
);
CREATE INDEX mediation_step_author ON registry.mediation_step (initiative_id, author_id);
CREATE TABLE registry.recognition (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    to_organization_id uuid NOT NULL,
    to_person_id uuid,
    by_organization_id uuid,
    text jsonb,
    meeting_id uuid,
    given_by uuid,
    given_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, to_organization_id) REFERENCES registry.organization (initiative_id, id),
    FOREIGN KEY (initiative_id, meeting_id) REFERENCES registry.meeting (initiative_id, id)
);
CREATE INDEX recognition_to_organization
    ON registry.recognition (initiative_id, to_organization_id, given_at);
CREATE INDEX recognition_to_person ON registry.recognition (initiative_id, to_person_id);
CREATE INDEX recognition_given_by ON registry.recognition (initiative_id, given_by);
CREATE TABLE registry.commitment_reminder (
    initiative_id uuid NOT NULL,
    commitment_id uuid NOT NULL,
    kind text NOT NULL,
    due_on date NOT NULL,
    PRIMARY KEY (initiative_id, commitment_id, kind, due_on),
    FOREIGN KEY (initiative_id, commitment_id) REFERENCES registry.commitment (initiative_id, id)
);
CREATE INDEX commitment_due ON registry.commitment (due_on)
    WHERE status IN ('open', 'renegotiated') AND NOT withdrawn;
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(MEDIATIONS)
    run_script(grant_service("registry"))
