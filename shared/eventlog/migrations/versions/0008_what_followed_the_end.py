"""Of a deleted log, the hashes of the entries after its end are kept, so that earlier copies can be checked.

A copy taken before the last person was erased is shorter than the last checkpoint: the hashes of what follows
lead from the copy to the checkpoint's root, and say nothing else.
"""

from shared.database.migrations import run_script
from shared.database.roles import role_of

revision = "0008"
down_revision = "0007"

KEPT = """
ALTER TABLE log.deleted ADD COLUMN end_position bigint, ADD COLUMN later_hashes bytea;
ALTER TABLE log.deleted ADD CONSTRAINT later_hashes_of_all CHECK (
    (later_hashes IS NULL) = (end_position IS NULL)
    AND octet_length(later_hashes) = 32 * (size - end_position - 1)
);
COMMENT ON COLUMN log.deleted.end_position IS 'position of the entry by which the initiative ended';
COMMENT ON COLUMN log.deleted.later_hashes IS 'hashes of the entries after it, 32 bytes each';
DROP TRIGGER kept_as_it_is ON log.deleted;
CREATE TRIGGER kept_as_it_is BEFORE UPDATE ON log.deleted FOR EACH ROW WHEN (
    (NEW.initiative_id, NEW.origin, NEW.size, NEW.checkpoint, NEW.decision_id, NEW.ended_at, NEW.begun_at,
     NEW.end_position, NEW.later_hashes)
    IS DISTINCT FROM
    (OLD.initiative_id, OLD.origin, OLD.size, OLD.checkpoint, OLD.decision_id, OLD.ended_at, OLD.begun_at,
     OLD.end_position, OLD.later_hashes)
) EXECUTE FUNCTION log.refuse_change();
DROP FUNCTION log.begin_deletion;
"""

# As before, with what followed the end.
BEGIN_DELETION = """
CREATE FUNCTION log.begin_deletion(
    p_initiative uuid, p_origin text, p_size bigint, p_checkpoint text, p_decision uuid,
    p_ended_at timestamptz, p_end_position bigint, p_later_hashes bytea, p_again boolean
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_head log.head;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_initiative::text, 0));
    IF EXISTS (SELECT FROM log.deleted WHERE initiative_id = p_initiative) THEN
        RETURN false;
    END IF;
    SELECT * INTO v_head FROM log.head WHERE initiative_id = p_initiative;
    IF NOT FOUND AND NOT p_again THEN
        RAISE EXCEPTION 'no such log' USING ERRCODE = 'SH003';
    END IF;
    IF v_head.size > p_size
       OR NOT p_again AND (
           v_head.size <> p_size OR v_head.delete_on IS NULL
           OR v_head.delete_on > (now() AT TIME ZONE 'UTC')::date
       )
    THEN
        RAISE EXCEPTION 'not to be deleted' USING ERRCODE = 'SH010';
    END IF;
    INSERT INTO log.deleted (
        initiative_id, origin, size, checkpoint, decision_id, ended_at, end_position, later_hashes
    )
    VALUES (
        p_initiative, p_origin, p_size, p_checkpoint, p_decision, p_ended_at, p_end_position, p_later_hashes
    );
    IF v_head.ended_at IS NULL THEN
        PERFORM set_config('shidra.within', 'log.end', true);
        UPDATE log.head SET ended_at = p_ended_at, delete_on = (now() AT TIME ZONE 'UTC')::date
         WHERE initiative_id = p_initiative;
        PERFORM set_config('shidra.within', '', true);
    END IF;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION log.begin_deletion FROM PUBLIC;
"""


def upgrade() -> None:
    for script in (KEPT, BEGIN_DELETION):
        run_script(script)
    run_script(f"GRANT EXECUTE ON FUNCTION log.begin_deletion TO {role_of('events')};")
