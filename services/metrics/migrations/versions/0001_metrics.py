"""Indicators with the history of their definitions, and the organizations that can be custodians."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service, service_tables_v1

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE metrics.organization (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
COMMENT ON TABLE metrics.organization IS 'projection of registry.organization.mapped';
CREATE TABLE metrics.indicator (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    status text NOT NULL,
    name jsonb NOT NULL,
    definition jsonb NOT NULL,
    level text NOT NULL,
    direction text NOT NULL,
    unit jsonb,
    aggregation text NOT NULL,
    period_type text NOT NULL,
    dimensions jsonb NOT NULL,
    custodian_organization_id uuid,
    drafted_by uuid,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    UNIQUE (initiative_id, code)
);
CREATE INDEX indicator_drafted_by ON metrics.indicator (initiative_id, drafted_by);
CREATE TABLE metrics.indicator_definition (
    initiative_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    id uuid NOT NULL,
    version int NOT NULL,
    name jsonb NOT NULL,
    definition jsonb NOT NULL,
    level text NOT NULL,
    direction text NOT NULL,
    unit jsonb,
    aggregation text NOT NULL,
    period_type text NOT NULL,
    dimensions jsonb NOT NULL,
    custodian_organization_id uuid,
    defined_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, indicator_id, id),
    UNIQUE (initiative_id, indicator_id, version),
    FOREIGN KEY (initiative_id, indicator_id)
        REFERENCES metrics.indicator (initiative_id, id) ON DELETE CASCADE
);
"""


def upgrade() -> None:
    """Create the schema's tables and let the service's role use them."""
    run_script(TABLES)
    run_script(service_tables_v1("metrics"))
    run_script(grant_service("metrics"))
