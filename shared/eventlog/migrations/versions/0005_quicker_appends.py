"""Appends of one event are taken apart by expressions alone, and integers beyond ±(2^53-1) are refused.

Every query in a function costs microseconds by being one; an expression of plpgsql costs a tenth of it. The
form of a line is looked at by one pattern instead of two.
"""

from shared.database.migrations import run_script

revision = "0005"
down_revision = "0004"

# What two readers could read differently, beside keys twice: escapes, white space, letters beyond ASCII,
# numbers that are no integers. Integers of sixteen digits and more, which are rare, are looked at one by one.
SUSPICIOUS = r"[^!-\[\]-~]|[:,\[](-0|-?[0-9]+[.eE][-+.eE0-9]*|-?[0-9]{16,})[],}]"
CANONICAL = r"""
CREATE FUNCTION log.reads_one_way(p_text text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN p_text !~ '[^!-\[\]-~]|[:,\[](-0|-?[0-9]+[.eE][-+.eE0-9]*)[],}]'
   AND NOT p_text::jsonb @? '$.** ? (@.type() == "number" && @.abs() > 9007199254740991)';
COMMENT ON FUNCTION log.reads_one_way IS 'whether all that is suspicious is integers within ±(2^53-1)';
"""

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
    v_topic text;
    v_canonical boolean;
    v_done text;
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
    ELSE
        v_texts := ARRAY(SELECT convert_from(line, 'UTF8') FROM unnest(p_lines) AS lines (line));
        v_events := v_texts::jsonb[];
        v_event := v_events[1];
        v_canonical := NOT EXISTS (
            SELECT FROM unnest(v_texts) AS texts (text)
             WHERE text IS NOT JSON OBJECT WITH UNIQUE KEYS
                OR (text ~ '{suspicious}' AND NOT log.reads_one_way(text))
        );
    END IF;
    IF v_canonical IS NOT TRUE THEN
        RAISE EXCEPTION 'a line is not canonical' USING ERRCODE = 'SH008';
    END IF;
    -- Assigned, as PERFORM would make queries of them.
    v_done := pg_advisory_xact_lock(hashtextextended(p_initiative::text, 0));
    v_done := set_config('shidra.within', 'log.append', true);
    UPDATE log.head SET size = size + v_count WHERE initiative_id = p_initiative
    RETURNING size - v_count INTO v_first;
    IF NOT FOUND THEN
        IF v_source <> '/registry' OR (v_event ->> 'type') IS DISTINCT FROM 'registry.initiative.founded' THEN
            RAISE EXCEPTION 'no such log' USING ERRCODE = 'SH003';
        END IF;
        v_first := 0;
        INSERT INTO log.head VALUES (p_initiative, v_count);
    ELSIF p_followed_to <> '{}' AND EXISTS (
        SELECT FROM log.topic
         WHERE initiative_id = p_initiative AND position > (p_followed_to ->> topic)::bigint
    ) THEN
        RAISE EXCEPTION 'log moved' USING ERRCODE = 'SH001';
    END IF;
    IF v_count = 1 THEN
        IF (v_event ->> 'source') IS DISTINCT FROM v_source
           OR (v_event ->> 'initiative')::uuid IS DISTINCT FROM p_initiative THEN
            RAISE EXCEPTION 'an event names another source or initiative' USING ERRCODE = 'SH002';
        END IF;
        v_topic := log.topic_of(v_event ->> 'type');
        UPDATE log.topic SET position = v_first WHERE initiative_id = p_initiative AND topic = v_topic;
        IF NOT FOUND THEN
            INSERT INTO log.topic (initiative_id, topic, position) VALUES (p_initiative, v_topic, v_first);
        END IF;
        INSERT INTO log.entry (initiative_id, position, id, source, type, subject, actor_id, time, line)
        VALUES (p_initiative, v_first, (v_event ->> 'id')::uuid, v_source, v_event ->> 'type',
                v_event ->> 'subject', (v_event -> 'actor' ->> 'id')::uuid,
                (v_event ->> 'time')::timestamptz, p_lines[1]);
    ELSE
        INSERT INTO log.topic (initiative_id, topic, position)
        SELECT p_initiative, log.topic_of(e ->> 'type'), v_first + max(n) - 1
          FROM unnest(v_events) WITH ORDINALITY AS events (e, n)
         GROUP BY log.topic_of(e ->> 'type')
        ON CONFLICT (initiative_id, topic) DO UPDATE SET position = excluded.position;
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
    v_done := set_config('shidra.within', '', true);

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


def upgrade() -> None:
    for script in (CANONICAL, APPEND):
        run_script(script)
