"""What mandates and commitments said before is kept, too, from now on; of each since when it is known."""

from shared.database.migrations import run_script

revision = "0040"
down_revision = "0039"

# What either side says has no id of its own, which the history needs: it is made of what it is found by.
BEGINNINGS = """
ALTER TABLE registry.recording_begun
    ADD COLUMN resource text NOT NULL DEFAULT '*',
    DROP CONSTRAINT recording_begun_pkey;
ALTER TABLE registry.recording_begun ADD PRIMARY KEY (initiative_id, resource);
ALTER TABLE registry.commitment_view
    ADD COLUMN id uuid NOT NULL GENERATED ALWAYS AS (md5(commitment_id::text || side)::uuid) STORED;
INSERT INTO registry.recording_begun (initiative_id, begun_at, resource)
SELECT id, now(), resource
  FROM registry.initiative, unnest(ARRAY['mandate', 'commitment']) resource;
"""
KEPT = {
    "mandate": ("initiative_id", "id", "proposed_by"),
    "mandate_carrier": ("mandate_id", "organization_id", "asked_at"),
    "commitment": ("initiative_id", "id", ""),
    "commitment_view": ("commitment_id", "id", ""),
}
TRIGGERS = """
CREATE TRIGGER keep_inserted AFTER INSERT ON registry.{table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registry.keep_recorded('{within}', '{id}', '{{{omitted}}}');
CREATE TRIGGER keep_updated AFTER UPDATE ON registry.{table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registry.keep_recorded('{within}', '{id}', '{{{omitted}}}');
CREATE TRIGGER keep_deleted AFTER DELETE ON registry.{table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION registry.keep_recorded('{within}', '{id}', '{{{omitted}}}');
INSERT INTO registry.recorded
SELECT t.initiative_id, '{table}', t.{within}, t.{id}, now(), 'infinity',
       to_jsonb(t) - '{{{omitted}}}'::text[], txid_current()
  FROM registry.{table} t;
"""


def upgrade() -> None:
    """Note since when the two are known, and add the triggers with what the tables say now."""
    run_script(BEGINNINGS)
    for table, (within, key, omitted) in KEPT.items():
        run_script(TRIGGERS.format(table=table, within=within, id=key, omitted=omitted))
