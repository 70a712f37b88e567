"""Figures by indicator, organization, period and place; the reports they came with; what is published."""

from shared.database.migrations import run_script

revision = "0003"
down_revision = "0002"

# No foreign keys from an observation: a report may have 100,000, and what they name is checked as a set.
TABLES = """
CREATE TABLE metrics.report (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    reason jsonb,
    created int NOT NULL,
    corrected int NOT NULL,
    salt bytea NOT NULL,
    digest text NOT NULL,
    reported_by uuid,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE INDEX report_author ON metrics.report (initiative_id, reported_by);
CREATE TABLE metrics.observation (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    revision int NOT NULL,
    report_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    period text NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    dimensions jsonb NOT NULL,
    dimensions_key uuid NOT NULL,
    state text NOT NULL,
    value numeric,
    numerator numeric,
    denominator numeric,
    remark jsonb,
    definition_version int NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz,
    PRIMARY KEY (initiative_id, id, revision)
);
CREATE UNIQUE INDEX observation_current ON metrics.observation
    (initiative_id, indicator_id, organization_id, period_start, dimensions_key) WHERE superseded_at IS NULL;
CREATE TABLE metrics.publication (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    id uuid NOT NULL,
    period text NOT NULL,
    through_on date NOT NULL,
    published_by uuid,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, organization_id, indicator_id, id)
);
CREATE INDEX publication_author ON metrics.publication (initiative_id, published_by);
"""


def upgrade() -> None:
    """Create the tables."""
    run_script(TABLES)
