"""The initiative's own groupings, assessments of organizations, and targets of coverage."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0013"
down_revision = "0012"

MAPPING = """
CREATE TABLE registry."grouping" (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    name jsonb NOT NULL,
    "values" jsonb NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE registry.organization_grouping (
    initiative_id uuid NOT NULL,
    grouping_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    value_id uuid NOT NULL,
    grouped_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, grouping_id, organization_id),
    FOREIGN KEY (initiative_id, grouping_id) REFERENCES registry."grouping" (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE INDEX organization_grouping_value
    ON registry.organization_grouping (initiative_id, grouping_id, value_id, organization_id);
CREATE TABLE registry.assessment (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    assessed_on date NOT NULL,
    influence smallint NOT NULL CHECK (influence BETWEEN 1 AND 5),
    interest smallint NOT NULL CHECK (interest BETWEEN 1 AND 5),
    impact smallint NOT NULL CHECK (impact BETWEEN 1 AND 5),
    stance smallint NOT NULL CHECK (stance BETWEEN 1 AND 5),
    candidate_for text,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, organization_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE INDEX assessment_latest
    ON registry.assessment (initiative_id, organization_id, assessed_on DESC, id DESC);
CREATE TABLE registry.coverage_target (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    sector text,
    grouping_id uuid,
    value_id uuid,
    population_group text,
    at_least int NOT NULL CHECK (at_least > 0),
    counting text NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    UNIQUE NULLS NOT DISTINCT (initiative_id, sector, value_id, population_group, counting),
    FOREIGN KEY (initiative_id, grouping_id) REFERENCES registry."grouping" (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(MAPPING)
    run_script(grant_service("registry"))
