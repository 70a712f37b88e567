"""As which organization each one counts, where some were merged."""

from shared.database.migrations import run_script

revision = "0008"
down_revision = "0007"

STAYS = """
ALTER TABLE metrics.organization ADD COLUMN stays uuid;
WITH RECURSIVE ends AS (
    SELECT initiative_id, id, id AS stays FROM metrics.organization WHERE merged_into IS NULL
    UNION ALL
    SELECT o.initiative_id, o.id, e.stays
      FROM metrics.organization o
      JOIN ends e ON e.initiative_id = o.initiative_id AND e.id = o.merged_into
)
UPDATE metrics.organization o SET stays = e.stays FROM ends e
 WHERE e.initiative_id = o.initiative_id AND e.id = o.id;
ALTER TABLE metrics.organization ALTER COLUMN stays SET NOT NULL;
CREATE INDEX organization_stays ON metrics.organization (initiative_id, stays);
"""


def upgrade() -> None:
    """Add the column."""
    run_script(STAYS)
