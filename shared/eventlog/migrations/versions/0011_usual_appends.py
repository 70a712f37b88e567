"""The usual append, of one event to a log that goes on in its topic, does nothing it can do without.

What a command relied on comes as topics and as how much of the log it knew, in place of a position for each
topic: one comparison tells that it knew all. Checks and guards of the head, read anew by every statement
that changes it, are as few as can be. The path on which names are looked up is not set with each call and set
back, for which every plan is examined anew: services have it.
"""

from shared.database.migrations import run_script
from shared.database.roles import SERVICES, role_of

revision = "0011"
down_revision = "0010"

# In log.append the owner acts for a service. Whoever may act as the owner anyway is a hand at a keyboard, for
# which is looked once a statement: a guard of rows has each row locked and fetched before it is changed.
GUARDS = """
DROP TRIGGER append_only_grow ON log.head;
DROP TRIGGER append_only_end ON log.head;
DROP TRIGGER append_only_grow ON log.settled_topic;
CREATE TRIGGER append_only BEFORE UPDATE ON log.head FOR EACH STATEMENT
    WHEN (pg_has_role(session_user, current_user, 'MEMBER')) EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON log.settled_topic FOR EACH STATEMENT
    WHEN (pg_has_role(session_user, current_user, 'MEMBER')) EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.head DROP CONSTRAINT head_size_check, DROP CONSTRAINT ended_whole;
"""

END = """
CREATE OR REPLACE FUNCTION log.end_as_said(p_initiative uuid, p_first bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_end log.entry;
    v_delete_on date;
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
    v_delete_on := convert_from(v_end.line, 'UTF8')::jsonb -> 'data' ->> 'delete_on';
    IF v_delete_on IS NULL THEN
        RAISE EXCEPTION 'an end says from which day on is deleted' USING ERRCODE = 'SH002';
    END IF;
    UPDATE log.head SET ended_at = v_end.time, delete_on = v_delete_on WHERE initiative_id = p_initiative;
END $$;
"""

SUSPICIOUS = r"[^!-\[\]-~]|[:,\[](-0|-?[0-9]+[.eE][-+.eE0-9]*|-?[0-9]{16,})[],}]"

TYPES = "uuid, bytea[], text[], bigint, int[], text[], bytea[], text[], text[], text[], text[]"

# Assigned and not performed, compared and not selected: a query costs ten times what an expression does.
# Until the path is known, every name says its schema: whoever calls could have it lead elsewhere.
APPEND = r"""
CREATE FUNCTION log.append(
    p_initiative uuid,
    p_lines bytea[],
    p_topics text[],
    p_known bigint,
    p_opening_lines int[],
    p_opening_fields text[],
    p_opening_salts bytea[],
    p_opening_values text[],
    p_opening_audiences text[],
    p_opening_readers text[],
    p_opening_persons text[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
AS $$
DECLARE
    v_source pg_catalog.text;
    v_count int := 1;
    v_first bigint;
    v_written int;
    v_text pg_catalog.text;
    v_texts pg_catalog.text[];
    v_event pg_catalog.jsonb;
    v_events pg_catalog.jsonb[];
    v_type pg_catalog.text;
    v_topic pg_catalog.text;  -- of all lines; null where they are of several
    v_run_topic pg_catalog.text;  -- as it was before
    v_run_from bigint;
    v_canonical boolean;
    v_ends boolean;
    v_done pg_catalog.text;
    v_ended timestamp with time zone;
BEGIN
    IF pg_catalog.current_setting('search_path') OPERATOR(pg_catalog.<>) 'pg_catalog, pg_temp' THEN
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    END IF;
    v_source := log.source_of_caller();
    -- Parsed once, before the lock: the planner would parse a line again for every column taken from it.
    IF cardinality(p_lines) = 1 THEN
        v_text := convert_from(p_lines[1], 'UTF8');
        v_event := v_text::jsonb;
        v_canonical := v_text IS JSON OBJECT WITH UNIQUE KEYS;
        IF v_text ~ '{suspicious}' THEN
            v_canonical := v_canonical AND log.reads_one_way(v_text);
        END IF;
        v_type := v_event ->> 'type';
        v_topic := log.topic_of(v_type);
        v_ends := v_type IN ('agenda.initiative.ended', 'registry.initiative.abandoned');
    ELSIF coalesce(cardinality(p_lines), 0) = 0 THEN
        RAISE EXCEPTION 'there is nothing to append' USING ERRCODE = 'SH002';
    ELSE
        v_count := cardinality(p_lines);
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
    IF (v_run_topic = v_topic AND v_first <= p_known AND v_ended IS NULL) IS NOT TRUE THEN
        -- Not the usual case.
        IF v_first IS NULL THEN
            IF v_source <> '/registry'
               OR (v_event ->> 'type') IS DISTINCT FROM 'registry.initiative.founded' THEN
                RAISE EXCEPTION 'no such log' USING ERRCODE = 'SH003';
            END IF;
            v_first := 0;
            INSERT INTO log.head (initiative_id, size, run_topic, run_from)
            VALUES (p_initiative, v_count, v_topic, CASE WHEN v_topic IS NULL THEN v_count ELSE 0 END);
        ELSIF p_known < v_first AND (
            v_run_topic = ANY (p_topics) OR p_known < v_run_from AND EXISTS (
                SELECT FROM log.settled_topic
                 WHERE initiative_id = p_initiative AND topic = ANY (p_topics) AND position >= p_known
            )
        ) THEN
            RAISE EXCEPTION 'log moved' USING ERRCODE = 'SH001';
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
    END IF;
    IF v_count = 1 THEN
        IF (v_event ->> 'source') IS DISTINCT FROM v_source
           OR (v_event ->> 'initiative')::uuid IS DISTINCT FROM p_initiative THEN
            RAISE EXCEPTION 'an event names another source or initiative' USING ERRCODE = 'SH002';
        END IF;
        INSERT INTO log.entry (initiative_id, position, id, source, type, subject, actor_id, time, line)
        VALUES (p_initiative, v_first, (v_event ->> 'id')::uuid, v_source, v_type,
                v_event ->> 'subject', (v_event #>> '{actor,id}')::uuid,
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
               (e #>> '{actor,id}')::uuid, (e ->> 'time')::timestamptz, line
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
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            -- A snapshot of before the lock shows the newest head, or changing it fails; not who was erased.
            RAISE EXCEPTION 'appending needs read committed' USING ERRCODE = 'SH000';
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
                       'UTF8')), 'hex')
           AND NOT EXISTS (
                   SELECT FROM log.erased_person
                    WHERE initiative_id = p_initiative AND person_id = ANY (persons::uuid[])
               );
        GET DIAGNOSTICS v_written = ROW_COUNT;
        IF v_written <> cardinality(p_opening_lines) THEN
            IF EXISTS (
                SELECT FROM log.erased_person erased, unnest(p_opening_persons) AS given (persons)
                 WHERE erased.initiative_id = p_initiative AND erased.person_id = ANY (given.persons::uuid[])
            ) THEN
                RAISE EXCEPTION 'a value is about an erased person' USING ERRCODE = 'SH006';
            END IF;
            RAISE EXCEPTION 'an opened value does not open its commitment' USING ERRCODE = 'SH004';
        END IF;
    END IF;
    RETURN v_first + v_count - 1;
END $$;
COMMENT ON FUNCTION log.append({types}) IS
    'p_topics: what the command relied on; p_known: how many of the log''s entries it knew';
REVOKE ALL ON FUNCTION log.append({types}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.append({types}) TO {roles};
"""

# Programs of before go on until they are replaced. They knew all of their topics to one position, or none,
# and their sessions look names up on the path of before.
BEFORE = """
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
LANGUAGE sql SET search_path = pg_catalog, pg_temp
RETURN log.append(
    p_initiative, p_lines, ARRAY(SELECT jsonb_object_keys(p_followed_to)),
    (SELECT min(value::bigint) + 1 FROM jsonb_each_text(p_followed_to)),
    p_opening_lines, p_opening_fields, p_opening_salts, p_opening_values, p_opening_audiences,
    p_opening_readers, p_opening_persons
);
DROP FUNCTION log.moved;
"""


def upgrade() -> None:
    append = APPEND.replace("{suspicious}", SUSPICIOUS).replace("{types}", TYPES)
    for script in (GUARDS, END, append.replace("{roles}", ", ".join(map(role_of, SERVICES))), BEFORE):
        run_script(script)
