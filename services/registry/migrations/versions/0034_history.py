"""What was recorded before, kept by the database in the transaction of each change.

Of rows that are there already, what they say now is known from now on; what they said before is not.
"""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0034"
down_revision = "0033"

# Changes of one transaction are one: a version it wrote itself is written over, or dropped with its row.
# The moment is the clock's, not the transaction's beginning: whoever waited for a row changed it later.
# Whatever the planner thinks of a table it has no figures of yet, each row is found by the key: an import of
# 20,000 organizations would otherwise read all of them for each.
HISTORY = """
CREATE TABLE registry.recorded (
    initiative_id uuid NOT NULL,
    resource text NOT NULL,
    within uuid NOT NULL,
    row_id uuid NOT NULL,
    recorded_from timestamptz NOT NULL,
    recorded_until timestamptz NOT NULL DEFAULT 'infinity',
    state jsonb NOT NULL,
    written_in bigint NOT NULL,
    PRIMARY KEY (initiative_id, resource, within, row_id, recorded_from),
    CHECK (recorded_until >= recorded_from)
);
CREATE TABLE registry.recording_begun (
    initiative_id uuid PRIMARY KEY,
    begun_at timestamptz NOT NULL
);
ALTER TABLE registry.stage_change ADD COLUMN since date;
UPDATE registry.stage_change SET since = (changed_at AT TIME ZONE 'UTC')::date;
ALTER TABLE registry.stage_change ALTER COLUMN since SET NOT NULL;

CREATE FUNCTION registry.keep_recorded() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    within_column text := TG_ARGV[0];
    id_column text := TG_ARGV[1];
    omitted text[] := TG_ARGV[2]::text[];
    moment timestamptz := clock_timestamp();
    here bigint := txid_current();
    began timestamptz := transaction_timestamp();
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO registry.recorded
        SELECT (r ->> 'initiative_id')::uuid, TG_TABLE_NAME, (r ->> within_column)::uuid,
               (r ->> id_column)::uuid, moment, 'infinity', r - omitted, here
          FROM (SELECT to_jsonb(n) AS r FROM new_rows n) rows;
    ELSIF TG_OP = 'UPDATE' THEN
        WITH changed AS MATERIALIZED (
            SELECT (r ->> 'initiative_id')::uuid AS initiative_id, (r ->> within_column)::uuid AS within,
                   (r ->> id_column)::uuid AS row_id, r AS state
              FROM (SELECT to_jsonb(n) - omitted AS r FROM new_rows n
                    EXCEPT SELECT to_jsonb(o) - omitted FROM old_rows o) rows
        ), again AS (
            UPDATE registry.recorded h SET state = c.state FROM changed c
             WHERE h.initiative_id = c.initiative_id AND h.resource = TG_TABLE_NAME AND h.within = c.within
               AND h.row_id = c.row_id AND h.recorded_until = 'infinity'
               AND h.written_in = here AND h.recorded_from >= began
        ), closed AS (
            UPDATE registry.recorded h SET recorded_until = moment FROM changed c
             WHERE h.initiative_id = c.initiative_id AND h.resource = TG_TABLE_NAME AND h.within = c.within
               AND h.row_id = c.row_id AND h.recorded_until = 'infinity'
               AND NOT (h.written_in = here AND h.recorded_from >= began)
            RETURNING c.initiative_id, c.within, c.row_id, c.state
        )
        INSERT INTO registry.recorded
        SELECT initiative_id, TG_TABLE_NAME, within, row_id, moment, 'infinity', state, here FROM closed;
    ELSE
        DELETE FROM registry.recorded h USING (SELECT to_jsonb(o) AS r FROM old_rows o) gone
         WHERE h.initiative_id = (r ->> 'initiative_id')::uuid AND h.resource = TG_TABLE_NAME
           AND h.within = (r ->> within_column)::uuid AND h.row_id = (r ->> id_column)::uuid
           AND h.recorded_until = 'infinity' AND h.written_in = here AND h.recorded_from >= began;
        UPDATE registry.recorded h SET recorded_until = moment
          FROM (SELECT to_jsonb(o) AS r FROM old_rows o) gone
         WHERE h.initiative_id = (r ->> 'initiative_id')::uuid AND h.resource = TG_TABLE_NAME
           AND h.within = (r ->> within_column)::uuid AND h.row_id = (r ->> id_column)::uuid
           AND h.recorded_until = 'infinity';
    END IF;
    RETURN NULL;
END
$$;
"""
KEPT = {
    "organization": ("initiative_id", "id", ""),
    "stage_change": ("organization_id", "id", "reason,author_id"),
    "person": ("initiative_id", "id", "name,email,phone,language"),
    "affiliation": ("person_id", "id", ""),
    "tie": ("initiative_id", "id", ""),
    "organization_grouping": ("grouping_id", "organization_id", ""),
    "seat": ("forum_id", "id", "proposed_by"),
    "seat_term": ("initiative_id", "seat_id", "reminded_of"),
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
BEGINNINGS = """
INSERT INTO registry.recording_begun SELECT id, now() FROM registry.initiative;
"""


def upgrade() -> None:
    """Add the tables and the triggers, and note since when initiatives that are there have a history."""
    run_script(HISTORY)
    for table, (within, key, omitted) in KEPT.items():
        run_script(TRIGGERS.format(table=table, within=within, id=key, omitted=omitted))
    run_script(BEGINNINGS)
    run_script(grant_service("registry"))
