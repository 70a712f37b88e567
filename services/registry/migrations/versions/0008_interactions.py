"""Interactions, with their parties, corrections, answers and private notes."""

from shared.database.migrations import run_script

revision = "0008"
down_revision = "0007"

INTERACTIONS = """
CREATE TABLE registry.interaction (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    occurred_at timestamptz NOT NULL,
    tone smallint CHECK (tone BETWEEN -2 AND 2),
    notes jsonb,
    confidential boolean NOT NULL,
    withdrawn boolean NOT NULL,
    recorded_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX interaction_recorded_by ON registry.interaction (initiative_id, recorded_by);
CREATE TABLE registry.interaction_party (
    initiative_id uuid NOT NULL,
    interaction_id uuid NOT NULL,
    place smallint NOT NULL,
    person_id uuid,
    organization_id uuid,
    PRIMARY KEY (initiative_id, interaction_id, place),
    FOREIGN KEY (initiative_id, interaction_id) REFERENCES registry.interaction (initiative_id, id)
);
CREATE INDEX interaction_party_person ON registry.interaction_party (initiative_id, person_id);
CREATE INDEX interaction_party_organization ON registry.interaction_party (initiative_id, organization_id);
CREATE TABLE registry.interaction_correction (
    initiative_id uuid NOT NULL,
    interaction_id uuid NOT NULL,
    id uuid NOT NULL,
    version int NOT NULL,
    type text NOT NULL,
    occurred_at timestamptz NOT NULL,
    tone smallint,
    notes jsonb,
    corrected_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, interaction_id, id),
    FOREIGN KEY (initiative_id, interaction_id) REFERENCES registry.interaction (initiative_id, id)
);
CREATE TABLE registry.interaction_answer (
    initiative_id uuid NOT NULL,
    interaction_id uuid NOT NULL,
    id uuid NOT NULL,
    author_id uuid,
    organization_id uuid,
    text jsonb,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, interaction_id, id),
    FOREIGN KEY (initiative_id, interaction_id) REFERENCES registry.interaction (initiative_id, id)
);
CREATE INDEX interaction_answer_author ON registry.interaction_answer (initiative_id, author_id);
CREATE TABLE registry.interaction_note (
    initiative_id uuid NOT NULL,
    interaction_id uuid NOT NULL,
    id uuid NOT NULL,
    author_id uuid,
    text jsonb,
    noted_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, interaction_id, id),
    FOREIGN KEY (initiative_id, interaction_id) REFERENCES registry.interaction (initiative_id, id)
);
CREATE INDEX interaction_note_author ON registry.interaction_note (initiative_id, author_id);
"""


def upgrade() -> None:
    """Add the tables."""
    run_script(INTERACTIONS)
