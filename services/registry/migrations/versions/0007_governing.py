"""Forums, seats in them, and mandates."""

from shared.database.migrations import run_script

revision = "0007"
down_revision = "0006"

TABLES = """
CREATE TABLE registry.forum (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    name jsonb NOT NULL,
    purpose jsonb,
    method jsonb NOT NULL,
    quorum jsonb NOT NULL,
    notice_hours int NOT NULL,
    delegated text[] NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE UNIQUE INDEX forum_there_is_one_of ON registry.forum (initiative_id, kind)
    WHERE kind IN ('network', 'steering_committee');
CREATE TABLE registry.seat (
    initiative_id uuid NOT NULL,
    forum_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    organization_id uuid,
    role text NOT NULL,
    votes boolean NOT NULL,
    status text NOT NULL,
    proposed_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, forum_id, id),
    FOREIGN KEY (initiative_id, forum_id) REFERENCES registry.forum (initiative_id, id),
    FOREIGN KEY (initiative_id, person_id) REFERENCES registry.person (initiative_id, id) ON DELETE CASCADE,
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE UNIQUE INDEX seat_one_each ON registry.seat (initiative_id, forum_id, person_id)
    WHERE status IN ('proposed', 'accepted', 'seated');
CREATE INDEX seat_person ON registry.seat (initiative_id, person_id);
CREATE INDEX seat_proposed_by ON registry.seat (initiative_id, proposed_by);
CREATE TABLE registry.mandate (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_ids uuid[] NOT NULL,
    backbone_type text NOT NULL,
    roles text[] NOT NULL,
    authority jsonb,
    consulted jsonb,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    status text NOT NULL,
    decision_id uuid,
    proposed_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
ALTER TABLE registry.phase_transition ADD COLUMN decision_id uuid;
"""


def upgrade() -> None:
    """Create the tables; a phase may have begun by a decision."""
    run_script(TABLES)
