"""Initiatives, organizations, people and staff."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service, service_tables_v1

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE registry.initiative (
    id uuid PRIMARY KEY,
    name jsonb NOT NULL,
    issue jsonb NOT NULL,
    geography jsonb,
    languages text[] NOT NULL,
    phase text NOT NULL,
    planning_target_on date,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);
CREATE TABLE registry.phase_transition (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    "from" text NOT NULL,
    "to" text NOT NULL,
    reason jsonb NOT NULL,
    began_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE registry.organization (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    name jsonb NOT NULL,
    sector text NOT NULL,
    identifiers jsonb NOT NULL,
    stage text NOT NULL,
    population_groups text[] NOT NULL,
    website text,
    founding boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE registry.stage_change (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    "from" text NOT NULL,
    "to" text NOT NULL,
    reason jsonb NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, organization_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE TABLE registry.person (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    name jsonb NOT NULL,
    email text,
    phone text,
    language text NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX person_id ON registry.person (id);
CREATE TABLE registry.affiliation (
    initiative_id uuid NOT NULL,
    person_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    title jsonb,
    represents boolean NOT NULL,
    since date,
    until date,
    PRIMARY KEY (initiative_id, person_id, id),
    FOREIGN KEY (initiative_id, person_id) REFERENCES registry.person (initiative_id, id) ON DELETE CASCADE,
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE TABLE registry.staff (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    UNIQUE (initiative_id, person_id, role),
    FOREIGN KEY (initiative_id, person_id) REFERENCES registry.person (initiative_id, id) ON DELETE CASCADE
);
"""


def upgrade() -> None:
    """Create the schema's tables and let the service's role use them."""
    run_script(TABLES)
    run_script(service_tables_v1("registry"))
    run_script(grant_service("registry"))
