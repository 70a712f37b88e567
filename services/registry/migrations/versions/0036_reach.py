"""Which places organizations serve and which decision makers they are, and targets of coverage for both."""

from shared.database.migrations import run_script

revision = "0036"
down_revision = "0035"

REACH = """
ALTER TABLE registry.organization
    ADD COLUMN places_served text[] NOT NULL DEFAULT '{}',
    ADD COLUMN decision_maker_kinds text[] NOT NULL DEFAULT '{}';
UPDATE registry.recorded SET state = state || '{"places_served": [], "decision_maker_kinds": []}'
 WHERE resource = 'organization';
ALTER TABLE registry.coverage_target
    ADD COLUMN place text,
    ADD COLUMN decision_maker_kind text,
    DROP CONSTRAINT coverage_target_initiative_id_sector_value_id_population_gr_key;
ALTER TABLE registry.coverage_target
    ADD CONSTRAINT coverage_target_once UNIQUE NULLS NOT DISTINCT
        (initiative_id, sector, value_id, population_group, place, decision_maker_kind, counting);
"""


def upgrade() -> None:
    """Add the columns, also to what is kept of earlier states."""
    run_script(REACH)
