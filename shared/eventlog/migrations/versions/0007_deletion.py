"""Deleting an initiative: begun with its last signed checkpoint in hand, all that is kept of its log.

The events service begins a deletion and ends it; in between every service says that it has emptied its own
tables. The log goes last: entries, what opens them, and its head.
"""

from shared.database.migrations import run_script
from shared.database.roles import SERVICES, role_of

revision = "0007"
down_revision = "0006"

DELETED = """
CREATE TABLE log.deleted (
    initiative_id uuid PRIMARY KEY,
    origin text NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    checkpoint text NOT NULL,
    decision_id uuid NOT NULL,
    ended_at timestamptz NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(),
    emptied text[] NOT NULL DEFAULT '{}',
    completed_at timestamptz
);
COMMENT ON TABLE log.deleted IS 'initiatives that are deleted: all that is kept of them';
COMMENT ON COLUMN log.deleted.checkpoint IS 'the last signed checkpoint of the log, with its cosignatures';
COMMENT ON COLUMN log.deleted.emptied IS 'services that have deleted what they held';
CREATE TRIGGER kept BEFORE DELETE ON log.deleted
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER kept_as_it_is BEFORE UPDATE ON log.deleted FOR EACH ROW WHEN (
    (NEW.initiative_id, NEW.origin, NEW.size, NEW.checkpoint, NEW.decision_id, NEW.ended_at, NEW.begun_at)
    IS DISTINCT FROM
    (OLD.initiative_id, OLD.origin, OLD.size, OLD.checkpoint, OLD.decision_id, OLD.ended_at, OLD.begun_at)
) EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER kept_whole BEFORE TRUNCATE ON log.deleted
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

CREATE OR REPLACE FUNCTION log.refuse_after_the_end(p_initiative uuid, p_lines bytea[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM log.deleted WHERE initiative_id = p_initiative) THEN
        RAISE EXCEPTION 'the initiative is deleted' USING ERRCODE = 'SH003';
    END IF;
    IF EXISTS (
        SELECT FROM unnest(p_lines) AS lines (line)
         WHERE NOT log.comes_after_the_end(convert_from(line, 'UTF8')::jsonb ->> 'type')
    ) THEN
        RAISE EXCEPTION 'the initiative has ended' USING ERRCODE = 'SH009';
    END IF;
END $$;
"""

# Again: an older database was restored, and the sealer knows that this was deleted. What it knows has to
# cover all that is there.
BEGIN_DELETION = """
CREATE FUNCTION log.begin_deletion(
    p_initiative uuid, p_origin text, p_size bigint, p_checkpoint text, p_decision uuid,
    p_ended_at timestamptz, p_again boolean
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
    INSERT INTO log.deleted (initiative_id, origin, size, checkpoint, decision_id, ended_at)
    VALUES (p_initiative, p_origin, p_size, p_checkpoint, p_decision, p_ended_at);
    IF v_head.ended_at IS NULL THEN
        PERFORM set_config('shidra.within', 'log.end', true);
        UPDATE log.head SET ended_at = p_ended_at, delete_on = (now() AT TIME ZONE 'UTC')::date
         WHERE initiative_id = p_initiative;
        PERFORM set_config('shidra.within', '', true);
    END IF;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION log.begin_deletion FROM PUBLIC;

CREATE FUNCTION log.say_emptied(p_initiative uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE log.deleted SET emptied = emptied || substr(log.source_of_caller(), 2)
     WHERE initiative_id = p_initiative AND NOT substr(log.source_of_caller(), 2) = ANY (emptied);
$$;
REVOKE ALL ON FUNCTION log.say_emptied FROM PUBLIC;
"""

# Openings first: from the first step on nothing sealed can be read. The head last: it says what is left.
DELETE_PART = """
CREATE FUNCTION log.delete_part(p_initiative uuid, p_limit bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_deleted bigint;
    v_last bigint;
BEGIN
    PERFORM FROM log.deleted
      WHERE initiative_id = p_initiative AND completed_at IS NULL
        AND emptied @> ARRAY[{services}] FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not to be deleted' USING ERRCODE = 'SH010';
    END IF;
    PERFORM set_config('shidra.within', 'log.delete_part', true);
    DELETE FROM log.opening
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM log.opening WHERE initiative_id = p_initiative LIMIT p_limit));
    GET DIAGNOSTICS v_deleted = ROW_COUNT;
    IF v_deleted = 0 THEN
        SELECT max(position) INTO v_last FROM log.entry WHERE initiative_id = p_initiative;
        DELETE FROM log.entry WHERE initiative_id = p_initiative AND position > v_last - p_limit;
        GET DIAGNOSTICS v_deleted = ROW_COUNT;
    END IF;
    IF v_deleted = 0 THEN
        DELETE FROM log.erased_person WHERE initiative_id = p_initiative;
        DELETE FROM log.topic WHERE initiative_id = p_initiative;
        DELETE FROM log.head WHERE initiative_id = p_initiative;
        UPDATE log.deleted SET completed_at = now() WHERE initiative_id = p_initiative;
    END IF;
    PERFORM set_config('shidra.within', '', true);
    RETURN v_deleted;
END $$;
REVOKE ALL ON FUNCTION log.delete_part FROM PUBLIC;
"""

APPEND_ONLY = """
DROP TRIGGER append_only ON log.entry;
CREATE TRIGGER append_only BEFORE UPDATE ON log.entry FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_delete BEFORE DELETE ON log.entry
    FOR EACH ROW WHEN (current_setting('shidra.within', true) IS DISTINCT FROM 'log.delete_part')
    EXECUTE FUNCTION log.refuse_change();
DROP TRIGGER append_only_erase ON log.opening;
CREATE TRIGGER append_only_erase BEFORE DELETE ON log.opening FOR EACH ROW WHEN (
    coalesce(current_setting('shidra.within', true), '') NOT IN ('log.erase', 'log.delete_part')
) EXECUTE FUNCTION log.refuse_change();
DROP TRIGGER append_only ON log.erased_person;
CREATE TRIGGER append_only BEFORE UPDATE ON log.erased_person
    FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_delete BEFORE DELETE ON log.erased_person
    FOR EACH ROW WHEN (current_setting('shidra.within', true) IS DISTINCT FROM 'log.delete_part')
    EXECUTE FUNCTION log.refuse_change();
DROP TRIGGER append_only_delete ON log.topic;
CREATE TRIGGER append_only_delete BEFORE DELETE ON log.topic
    FOR EACH ROW WHEN (current_setting('shidra.within', true) IS DISTINCT FROM 'log.delete_part')
    EXECUTE FUNCTION log.refuse_change();
DROP TRIGGER append_only_delete ON log.head;
CREATE TRIGGER append_only_delete BEFORE DELETE ON log.head
    FOR EACH ROW WHEN (current_setting('shidra.within', true) IS DISTINCT FROM 'log.delete_part')
    EXECUTE FUNCTION log.refuse_change();
"""


def upgrade() -> None:
    services = ", ".join(f"'{service}'" for service in SERVICES)
    for script in (DELETED, BEGIN_DELETION, DELETE_PART.replace("{services}", services), APPEND_ONLY):
        run_script(script)
    run_script(f"""
        GRANT SELECT ON log.deleted TO {", ".join(map(role_of, SERVICES))};
        GRANT EXECUTE ON FUNCTION log.say_emptied TO {", ".join(map(role_of, SERVICES))};
        GRANT EXECUTE ON FUNCTION log.begin_deletion, log.delete_part TO {role_of("events")};
    """)
