"""From draft to shared: what is proposed and adopted, partners' positions, known limits, targets."""

from shared.database.migrations import run_script

revision = "0002"
down_revision = "0001"

TABLES = """
ALTER TABLE metrics.indicator ADD COLUMN definition_version int;
UPDATE metrics.indicator AS i SET definition_version = (
    SELECT max(version) FROM metrics.indicator_definition AS d
     WHERE d.initiative_id = i.initiative_id AND d.indicator_id = i.id);
ALTER TABLE metrics.indicator
    ALTER COLUMN definition_version SET NOT NULL,
    DROP COLUMN status, DROP COLUMN name, DROP COLUMN definition, DROP COLUMN level, DROP COLUMN direction,
    DROP COLUMN unit, DROP COLUMN aggregation, DROP COLUMN period_type, DROP COLUMN dimensions,
    DROP COLUMN custodian_organization_id;
ALTER TABLE metrics.indicator_definition ADD COLUMN defined_by uuid;
CREATE INDEX indicator_definition_author ON metrics.indicator_definition (initiative_id, defined_by);
CREATE TABLE metrics.indicator_adoption (
    initiative_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    proposed_version int,
    proposed_by uuid,
    shared_version int,
    decision_id uuid,
    retired boolean NOT NULL DEFAULT false,
    changes int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, indicator_id)
);
COMMENT ON TABLE metrics.indicator_adoption IS
    'projection of metrics.indicator.proposed, .proposal_withdrawn, .retired and agenda.indicators.shared';
CREATE INDEX indicator_adoption_proposer ON metrics.indicator_adoption (initiative_id, proposed_by);
CREATE TABLE metrics.indicator_position (
    initiative_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    position text NOT NULL,
    reason jsonb,
    definition_version int NOT NULL,
    taken_by uuid,
    taken_at timestamptz NOT NULL,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, indicator_id, organization_id),
    FOREIGN KEY (initiative_id, indicator_id)
        REFERENCES metrics.indicator (initiative_id, id) ON DELETE CASCADE
);
CREATE INDEX indicator_position_author ON metrics.indicator_position (initiative_id, taken_by);
CREATE TABLE metrics.indicator_limit (
    initiative_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    id uuid NOT NULL,
    text jsonb NOT NULL,
    noted_by uuid,
    noted_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, indicator_id, id),
    FOREIGN KEY (initiative_id, indicator_id)
        REFERENCES metrics.indicator (initiative_id, id) ON DELETE CASCADE
);
CREATE INDEX indicator_limit_author ON metrics.indicator_limit (initiative_id, noted_by);
CREATE TABLE metrics.target (
    initiative_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    period text NOT NULL,
    period_start date NOT NULL,
    dimensions jsonb NOT NULL,
    dimensions_key uuid NOT NULL,
    value numeric NOT NULL,
    set_by uuid,
    set_at timestamptz NOT NULL,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (initiative_id, indicator_id, id),
    UNIQUE (initiative_id, indicator_id, kind, period, dimensions_key),
    FOREIGN KEY (initiative_id, indicator_id)
        REFERENCES metrics.indicator (initiative_id, id) ON DELETE CASCADE
);
CREATE INDEX target_author ON metrics.target (initiative_id, set_by);
"""


def upgrade() -> None:
    """The definition moves to where all its versions are kept; the indicator names the newest."""
    run_script(TABLES)
