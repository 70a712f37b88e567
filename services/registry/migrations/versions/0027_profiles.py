"""Profiles of partners with all their versions; offers and needs."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0027"
down_revision = "0026"

PROFILES = """
CREATE TABLE registry.profile (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    version int NOT NULL,
    confirmed boolean NOT NULL,
    asked_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    UNIQUE (initiative_id, organization_id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE TABLE registry.profile_version (
    initiative_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    version int NOT NULL,
    expectations jsonb,
    interests jsonb,
    shared_interests jsonb,
    unique_value jsonb,
    part jsonb,
    strategy jsonb,
    lines jsonb NOT NULL,
    by_partner boolean NOT NULL,
    confirmed_at timestamptz,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, profile_id, version),
    FOREIGN KEY (initiative_id, profile_id) REFERENCES registry.profile (initiative_id, id)
);
CREATE TABLE registry.profile_line (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    profile_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    side text NOT NULL,
    kind text NOT NULL,
    text jsonb NOT NULL,
    population_groups text[] NOT NULL,
    place jsonb,
    until date,
    ended text,
    ended_on date,
    grams int[] NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, profile_id) REFERENCES registry.profile (initiative_id, id),
    CHECK ((ended IS NULL) = (ended_on IS NULL))
);
CREATE INDEX profile_line_of ON registry.profile_line (initiative_id, profile_id, id);
CREATE INDEX profile_line_open ON registry.profile_line (initiative_id, side, kind, id) WHERE ended IS NULL;
CREATE INDEX profile_line_grams ON registry.profile_line USING gin (grams);
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(PROFILES)
    run_script(grant_service("registry"))
