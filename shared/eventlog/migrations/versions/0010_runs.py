"""The books of a log are kept in one row while it goes on in one topic, and its guards cost less.

What is written in a row is mostly of one topic: ballots, lines of a file. While such a run goes on, the head
says of which topic it is and where it began; the topic's own row is written when another topic comes. What a
command relied on is compared with the head alone, unless it knew less than all from before the run.

The WHEN of a trigger is read anew by each statement, some microseconds for a long one. What guards against
changes by hand asks who is at work, not a setting; columns that appends never set have a guard of their own.
The end is carried out by the append that says it, no longer by a trigger that looks at every entry.
"""

from shared.database.migrations import run_script
from shared.database.roles import SERVICES, role_of

revision = "0010"
down_revision = "0009"

# Few rows on a page: or a table of a hundred rows is read whole to find one, with what was before each.
RUNS = """
DROP TRIGGER append_only_grow ON log.head;
ALTER TABLE log.head ADD COLUMN run_topic text, ADD COLUMN run_from bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN log.head.run_topic IS 'the topic of all entries from run_from on; null where none are';
UPDATE log.head SET run_from = size;
ALTER TABLE log.head ALTER COLUMN run_from DROP DEFAULT, SET (fillfactor = 10);
CLUSTER log.head USING head_pkey;

ALTER TABLE log.topic RENAME TO settled_topic;
COMMENT ON TABLE log.settled_topic IS 'the last event of each topic before the run at the log''s end';
CREATE VIEW log.topic AS
SELECT initiative_id, topic, position FROM log.settled_topic AS settled
 WHERE NOT EXISTS (
       SELECT FROM log.head
        WHERE head.initiative_id = settled.initiative_id AND head.run_topic = settled.topic
)
UNION ALL
SELECT initiative_id, run_topic, size - 1 FROM log.head WHERE run_topic IS NOT NULL;
COMMENT ON VIEW log.topic IS 'the last event of each topic: of the types that begin with <service>.<thing>';
"""

# In log.append the owner acts for a service. Whoever may act as the owner anyway is a hand at a keyboard.
GUARDS = """
CREATE TRIGGER append_only_grow BEFORE UPDATE OF size, run_topic, run_from ON log.head
    FOR EACH ROW WHEN (NEW.size <= OLD.size OR pg_has_role(session_user, current_user, 'MEMBER'))
    EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only_end BEFORE UPDATE OF initiative_id, ended_at, delete_on ON log.head
    FOR EACH ROW WHEN (
        NEW.size <> OLD.size OR NEW.initiative_id <> OLD.initiative_id
        OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
        OR current_setting('shidra.within', true) IS DISTINCT FROM 'log.end'
    ) EXECUTE FUNCTION log.refuse_change();
DROP TRIGGER append_only_grow ON log.settled_topic;
CREATE TRIGGER append_only_grow BEFORE UPDATE ON log.settled_topic
    FOR EACH ROW WHEN (
        NEW.position <= OLD.position OR NEW.initiative_id <> OLD.initiative_id OR NEW.topic <> OLD.topic
        OR pg_has_role(session_user, current_user, 'MEMBER')
    ) EXECUTE FUNCTION log.refuse_change();
"""

END = """
DROP TRIGGER end_with_its_initiative ON log.entry;
DROP FUNCTION log.end_with_its_initiative;
CREATE FUNCTION log.end_as_said(p_initiative uuid, p_first bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_end log.entry;
BEGIN
    SELECT * INTO STRICT v_end FROM log.entry
     WHERE initiative_id = p_initiative AND position >= p_first
       AND type IN ('agenda.initiative.ended', 'registry.initiative.abandoned')
     ORDER BY position LIMIT 1;
    IF EXISTS (
        SELECT FROM log.entry
         WHERE initiative_id = p_initiative AND position > v_end.position
           AND NOT log.comes_after_the_end(type)
    ) THEN
        RAISE EXCEPTION 'the initiative has ended' USING ERRCODE = 'SH009';
    END IF;
    PERFORM set_config('shidra.within', 'log.end', true);
    UPDATE log.head
       SET ended_at = v_end.time,
           delete_on = (convert_from(v_end.line, 'UTF8')::jsonb -> 'data' ->> 'delete_on')::date
     WHERE initiative_id = p_initiative;
    PERFORM set_config('shidra.within', '', true);
END $$;
REVOKE ALL ON FUNCTION log.end_as_said FROM PUBLIC;
"""

DELETE_PART = """
CREATE OR REPLACE FUNCTION log.delete_part(p_initiative uuid, p_limit bigint) RETURNS bigint
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
        DELETE FROM log.settled_topic WHERE initiative_id = p_initiative;
        DELETE FROM log.head WHERE initiative_id = p_initiative;
        UPDATE log.deleted SET completed_at = now() WHERE initiative_id = p_initiative;
    END IF;
    PERFORM set_config('shidra.within', '', true);
    RETURN v_deleted;
END $$;
"""

SUSPICIOUS = r"[^!-\[\]-~]|[:,\[](-0|-?[0-9]+[.eE][-+.eE0-9]*|-?[0-9]{16,})[],}]"

# Assigned and not performed, compared and not selected: a query costs ten times what an expression does.
APPEND = r"""
CREATE OR REPLACE FUNCTION log.append(
    p_initiative uuid,
    p_lines bytea[],
    p_followed_to jsonb,
    p_opening_lines int[],
    p_opening_fields text[],
    p_opening_salts bytea[],
    p_opening_values text[],
    p_opening_audiences text[],
    p_opening_readers text[],
    p_opening_persons text[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_source text := log.source_of_caller();
    v_count int := cardinality(p_lines);
    v_first bigint;
    v_written int;
    v_text text;
    v_texts text[];
    v_event jsonb;
    v_events jsonb[];
    v_type text;
    v_topic text;  -- of all lines; null where they are of several
    v_run_topic text;  -- as it was before
    v_run_from bigint;
    v_canonical boolean;
    v_ends boolean;
    v_done text;
    v_ended timestamptz;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        -- A snapshot taken before the lock would not see the newest head.
        RAISE EXCEPTION 'appending needs read committed' USING ERRCODE = 'SH000';
    END IF;
    -- Parsed once, before the lock: the planner would parse a line again for every column taken from it.
    IF v_count = 1 THEN
        v_text := convert_from(p_lines[1], 'UTF8');
        v_event := v_text::jsonb;
        v_canonical := v_text IS JSON OBJECT WITH UNIQUE KEYS
            AND (v_text !~ '{suspicious}' OR log.reads_one_way(v_text));
        v_type := v_event ->> 'type';
        v_topic := log.topic_of(v_type);
        v_ends := v_type IN ('agenda.initiative.ended', 'registry.initiative.abandoned');
    ELSIF coalesce(v_count, 0) = 0 THEN
        RAISE EXCEPTION 'there is nothing to append' USING ERRCODE = 'SH002';
    ELSE
        v_texts := ARRAY(SELECT convert_from(line, 'UTF8') FROM unnest(p_lines) AS lines (line));
        v_events := v_texts::jsonb[];
        v_event := v_events[1];
        v_canonical := NOT EXISTS (
            SELECT FROM unnest(v_texts) AS texts (text)
             WHERE text IS NOT JSON OBJECT WITH UNIQUE KEYS
                OR (text ~ '{suspicious}' AND NOT log.reads_one_way(text))
        );
        SELECT CASE WHEN count(DISTINCT log.topic_of(e ->> 'type')) = 1
                    THEN log.topic_of(min(e ->> 'type')) END,
               bool_or(e ->> 'type' IN ('agenda.initiative.ended', 'registry.initiative.abandoned'))
          INTO v_topic, v_ends
          FROM unnest(v_events) AS events (e);
    END IF;
    IF v_canonical IS NOT TRUE THEN
        RAISE EXCEPTION 'a line is not canonical' USING ERRCODE = 'SH008';
    END IF;
    v_done := pg_advisory_xact_lock(hashtextextended(p_initiative::text, 0));
    UPDATE log.head
       SET size = size + v_count,
           run_from = CASE WHEN run_topic = v_topic THEN run_from
                           WHEN v_topic IS NULL THEN size + v_count ELSE size END,
           run_topic = v_topic
     WHERE initiative_id = p_initiative
    RETURNING old.size, old.run_topic, old.run_from, ended_at INTO v_first, v_run_topic, v_run_from, v_ended;
    IF v_first IS NULL THEN
        IF v_source <> '/registry' OR (v_event ->> 'type') IS DISTINCT FROM 'registry.initiative.founded' THEN
            RAISE EXCEPTION 'no such log' USING ERRCODE = 'SH003';
        END IF;
        v_first := 0;
        INSERT INTO log.head (initiative_id, size, run_topic, run_from)
        VALUES (p_initiative, v_count, v_topic, CASE WHEN v_topic IS NULL THEN v_count ELSE 0 END);
    ELSIF p_followed_to <> '{}' THEN
        -- What the run is of is compared with its end; what came before it is looked up for who knew less.
        IF (p_followed_to ->> v_run_topic)::bigint < v_first - 1
           OR jsonb_path_exists(p_followed_to, '$.* ? (!(@ >= $n) || (@ >= $n) is unknown)',
                                jsonb_build_object('n', v_run_from - 1))
              AND log.moved(p_initiative, p_followed_to)
        THEN
            RAISE EXCEPTION 'log moved' USING ERRCODE = 'SH001';
        END IF;
    END IF;
    IF v_ended IS NOT NULL THEN
        PERFORM log.refuse_after_the_end(p_initiative, p_lines);
    END IF;
    IF v_run_topic <> v_topic OR v_run_topic IS NOT NULL AND v_topic IS NULL THEN
        UPDATE log.settled_topic SET position = v_first - 1
         WHERE initiative_id = p_initiative AND topic = v_run_topic;
        IF NOT FOUND THEN
            INSERT INTO log.settled_topic VALUES (p_initiative, v_run_topic, v_first - 1);
        END IF;
    END IF;
    IF v_count = 1 THEN
        IF (v_event ->> 'source') IS DISTINCT FROM v_source
           OR (v_event ->> 'initiative')::uuid IS DISTINCT FROM p_initiative THEN
            RAISE EXCEPTION 'an event names another source or initiative' USING ERRCODE = 'SH002';
        END IF;
        INSERT INTO log.entry (initiative_id, position, id, source, type, subject, actor_id, time, line)
        VALUES (p_initiative, v_first, (v_event ->> 'id')::uuid, v_source, v_type,
                v_event ->> 'subject', (v_event -> 'actor' ->> 'id')::uuid,
                (v_event ->> 'time')::timestamptz, p_lines[1]);
    ELSE
        IF v_topic IS NULL THEN
            INSERT INTO log.settled_topic (initiative_id, topic, position)
            SELECT p_initiative, log.topic_of(e ->> 'type'), v_first + max(n) - 1
              FROM unnest(v_events) WITH ORDINALITY AS events (e, n)
             GROUP BY log.topic_of(e ->> 'type')
            ON CONFLICT (initiative_id, topic) DO UPDATE SET position = excluded.position;
        END IF;
        INSERT INTO log.entry (initiative_id, position, id, source, type, subject, actor_id, time, line)
        SELECT p_initiative, v_first + n - 1, (e ->> 'id')::uuid, v_source, e ->> 'type', e ->> 'subject',
               (e -> 'actor' ->> 'id')::uuid, (e ->> 'time')::timestamptz, line
          FROM unnest(p_lines, v_events) WITH ORDINALITY AS lines (line, e, n)
         WHERE e ->> 'source' = v_source AND (e ->> 'initiative')::uuid = p_initiative;
        GET DIAGNOSTICS v_written = ROW_COUNT;
        IF v_written <> v_count THEN
            RAISE EXCEPTION 'an event names another source or initiative' USING ERRCODE = 'SH002';
        END IF;
    END IF;
    IF v_ends THEN
        PERFORM log.end_as_said(p_initiative, v_first);
    END IF;

    IF cardinality(p_opening_lines) > 0 THEN
        IF EXISTS (
            SELECT FROM log.erased_person erased, unnest(p_opening_persons) AS given (persons)
             WHERE erased.initiative_id = p_initiative AND erased.person_id = ANY (given.persons::uuid[])
        ) THEN
            RAISE EXCEPTION 'a value is about an erased person' USING ERRCODE = 'SH006';
        END IF;
        v_events := coalesce(v_events, ARRAY[v_event]);
        INSERT INTO log.opening (
            initiative_id, position, field, type, salt, value, audience, readers, persons
        )
        SELECT p_initiative, v_first + n - 1, field, v_events[n] ->> 'type', salt, value, audience,
               readers::uuid[], persons::uuid[]
          FROM unnest(
                   p_opening_lines, p_opening_fields, p_opening_salts, p_opening_values, p_opening_audiences,
                   p_opening_readers, p_opening_persons
               ) AS o (n, field, salt, value, audience, readers, persons)
         WHERE v_events[n] -> 'sealed' ->> field = encode(sha256(
                   '\x7368696472612f76312f7365616c656400'::bytea || convert_to(
                       '["' || encode(salt, 'base64') || '","' || field || '",' || value || ']',
                       'UTF8')), 'hex');
        GET DIAGNOSTICS v_written = ROW_COUNT;
        IF v_written <> cardinality(p_opening_lines) THEN
            RAISE EXCEPTION 'an opened value does not open its commitment' USING ERRCODE = 'SH004';
        END IF;
    END IF;
    RETURN v_first + v_count - 1;
END $$;
""".replace("{suspicious}", SUSPICIOUS)

MOVED = """
CREATE FUNCTION log.moved(p_initiative uuid, p_followed_to jsonb) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM log.settled_topic
         WHERE initiative_id = p_initiative AND position > (p_followed_to ->> topic)::bigint
    );
END $$;
COMMENT ON FUNCTION log.moved IS 'whether there is news of what was followed, from before the run';
REVOKE ALL ON FUNCTION log.moved FROM PUBLIC;
"""


def upgrade() -> None:
    services = ", ".join(f"'{service}'" for service in SERVICES)
    for script in (RUNS, GUARDS, END, MOVED, DELETE_PART.replace("{services}", services), APPEND):
        run_script(script)
    run_script(f"GRANT SELECT ON log.topic TO {', '.join(map(role_of, SERVICES))};")
