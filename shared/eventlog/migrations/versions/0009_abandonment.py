"""An initiative in which nobody could ever decide is given up by the operator: it ends without a decision."""

from shared.database.migrations import run_script

revision = "0009"
down_revision = "0008"

ABANDONMENT = """
DROP TRIGGER end_with_its_initiative ON log.entry;
CREATE TRIGGER end_with_its_initiative AFTER INSERT ON log.entry
    FOR EACH ROW WHEN (NEW.type IN ('agenda.initiative.ended', 'registry.initiative.abandoned'))
    EXECUTE FUNCTION log.end_with_its_initiative();
ALTER TABLE log.deleted ALTER COLUMN decision_id DROP NOT NULL;
COMMENT ON COLUMN log.deleted.decision_id IS 'the decision by which it ended; null where it was given up';
"""


def upgrade() -> None:
    run_script(ABANDONMENT)
