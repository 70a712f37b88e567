"""A clock that steps back (a failover, a restored machine) stops no change of what is kept."""

from shared.database.migrations import run_script

revision = "0041"
down_revision = "0040"

# A version lasts at least the smallest time there is: versions stand in the order in which they were written.
KEEPING = """
CREATE OR REPLACE FUNCTION registry.keep_recorded() RETURNS trigger LANGUAGE plpgsql
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
            UPDATE registry.recorded h
               SET recorded_until = greatest(moment, h.recorded_from + interval '1 microsecond')
              FROM changed c
             WHERE h.initiative_id = c.initiative_id AND h.resource = TG_TABLE_NAME AND h.within = c.within
               AND h.row_id = c.row_id AND h.recorded_until = 'infinity'
               AND NOT (h.written_in = here AND h.recorded_from >= began)
            RETURNING c.initiative_id, c.within, c.row_id, c.state, h.recorded_until
        )
        INSERT INTO registry.recorded
        SELECT initiative_id, TG_TABLE_NAME, within, row_id, recorded_until, 'infinity', state, here
          FROM closed;
    ELSE
        DELETE FROM registry.recorded h USING (SELECT to_jsonb(o) AS r FROM old_rows o) gone
         WHERE h.initiative_id = (r ->> 'initiative_id')::uuid AND h.resource = TG_TABLE_NAME
           AND h.within = (r ->> within_column)::uuid AND h.row_id = (r ->> id_column)::uuid
           AND h.recorded_until = 'infinity' AND h.written_in = here AND h.recorded_from >= began;
        UPDATE registry.recorded h
           SET recorded_until = greatest(moment, h.recorded_from + interval '1 microsecond')
          FROM (SELECT to_jsonb(o) AS r FROM old_rows o) gone
         WHERE h.initiative_id = (r ->> 'initiative_id')::uuid AND h.resource = TG_TABLE_NAME
           AND h.within = (r ->> within_column)::uuid AND h.row_id = (r ->> id_column)::uuid
           AND h.recorded_until = 'infinity';
    END IF;
    RETURN NULL;
END
$$;
"""


def upgrade() -> None:
    """Let versions end no earlier than they began."""
    run_script(KEEPING)
