"""Commitments, what either side says of them, and how they were renegotiated."""

from shared.database.migrations import run_script

revision = "0009"
down_revision = "0008"

COMMITMENTS = """
CREATE TABLE registry.commitment (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    by_person_id uuid,
    by_organization_id uuid,
    to_person_id uuid,
    to_organization_id uuid,
    text jsonb,
    due_on date,
    status text NOT NULL,
    withdrawn boolean NOT NULL,
    interaction_id uuid,
    recorded_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, interaction_id) REFERENCES registry.interaction (initiative_id, id)
);
CREATE INDEX commitment_by_person ON registry.commitment (initiative_id, by_person_id);
CREATE INDEX commitment_by_organization ON registry.commitment (initiative_id, by_organization_id, id);
CREATE INDEX commitment_to_person ON registry.commitment (initiative_id, to_person_id);
CREATE INDEX commitment_to_organization ON registry.commitment (initiative_id, to_organization_id, id);
CREATE INDEX commitment_recorded_by ON registry.commitment (initiative_id, recorded_by);
CREATE TABLE registry.commitment_view (
    initiative_id uuid NOT NULL,
    commitment_id uuid NOT NULL,
    side text NOT NULL,
    outcome text NOT NULL,
    note jsonb,
    author_id uuid,
    said_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, commitment_id, side),
    FOREIGN KEY (initiative_id, commitment_id) REFERENCES registry.commitment (initiative_id, id)
);
CREATE INDEX commitment_view_author ON registry.commitment_view (initiative_id, author_id);
CREATE TABLE registry.renegotiation (
    initiative_id uuid NOT NULL,
    commitment_id uuid NOT NULL,
    id uuid NOT NULL,
    side text NOT NULL,
    from_due_on date,
    due_on date NOT NULL,
    reason jsonb,
    author_id uuid,
    proposed_at timestamptz NOT NULL,
    accepted_at timestamptz,
    PRIMARY KEY (initiative_id, commitment_id, id),
    FOREIGN KEY (initiative_id, commitment_id) REFERENCES registry.commitment (initiative_id, id)
);
CREATE INDEX renegotiation_author ON registry.renegotiation (initiative_id, author_id);
"""


def upgrade() -> None:
    """Add the tables."""
    run_script(COMMITMENTS)
