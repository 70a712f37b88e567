"""An initiative's end, as the registry learns it from the log."""

from shared.database.migrations import run_script

revision = "0017"
down_revision = "0016"

ENDING = """
ALTER TABLE registry.initiative
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_by uuid,
    ADD COLUMN delete_on date;
COMMENT ON COLUMN registry.initiative.ended_by IS 'the decision by which the initiative ended';
"""


def upgrade() -> None:
    run_script(ENDING)
