"""The append function refuses lines that two readers could read differently."""

from shared.database.migrations import run_script

revision = "0003"
down_revision = "0002"

# Open facts are ids, codes, numbers and dates: a line needs no letter beyond ASCII and no white space.
# Whether keys are in their order is looked at by `shidra fsck`: here every append would pay for it.
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
    -- Parsed once, before the lock: the planner would parse a line again for every column taken from it.
    v_events jsonb[] := ARRAY(SELECT convert_from(line, 'UTF8')::jsonb FROM unnest(p_lines) AS lines (line));
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        -- A snapshot taken before the lock would not see the newest head.
        RAISE EXCEPTION 'appending needs read committed' USING ERRCODE = 'SH000';
    END IF;
    -- What readers may read differently: keys twice, escapes, white space, numbers that are no integers.
    IF EXISTS (
        SELECT FROM unnest(p_lines) AS lines (line)
         WHERE convert_from(line, 'UTF8') IS NOT JSON OBJECT WITH UNIQUE KEYS
            OR convert_from(line, 'UTF8') !~ '^[!-\[\]-~]+$'
            OR convert_from(line, 'UTF8') ~ '[:,\[](-0|-?[0-9]{17,}|-?[0-9]+[.eE][-+.eE0-9]*)[],}]'
    ) THEN
        RAISE EXCEPTION 'a line is not canonical' USING ERRCODE = 'SH008';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(p_initiative::text, 0));
    PERFORM set_config('shidra.within', 'log.append', true);
    UPDATE log.head SET size = size + v_count WHERE initiative_id = p_initiative
    RETURNING size - v_count INTO v_first;
    IF NOT FOUND THEN
        IF v_source <> '/registry' OR (v_events[1] ->> 'type')
                                      IS DISTINCT FROM 'registry.initiative.founded' THEN
            RAISE EXCEPTION 'no such log' USING ERRCODE = 'SH003';
        END IF;
        v_first := 0;
        INSERT INTO log.head VALUES (p_initiative, v_count);
    ELSIF EXISTS (
        SELECT FROM jsonb_each_text(p_followed_to) followed
          JOIN log.topic ON topic.initiative_id = p_initiative AND topic.topic = followed.key
         WHERE topic.position > followed.value::bigint
    ) THEN
        RAISE EXCEPTION 'log moved' USING ERRCODE = 'SH001';
    END IF;
    IF v_count = 1 THEN
        INSERT INTO log.topic (initiative_id, topic, position)
        VALUES (p_initiative, log.topic_of(v_events[1] ->> 'type'), v_first)
        ON CONFLICT (initiative_id, topic) DO UPDATE SET position = excluded.position;
    ELSE
        INSERT INTO log.topic (initiative_id, topic, position)
        SELECT p_initiative, log.topic_of(e ->> 'type'), v_first + max(n) - 1
          FROM unnest(v_events) WITH ORDINALITY AS events (e, n)
         GROUP BY log.topic_of(e ->> 'type')
        ON CONFLICT (initiative_id, topic) DO UPDATE SET position = excluded.position;
    END IF;
    PERFORM set_config('shidra.within', '', true);

    INSERT INTO log.entry (initiative_id, position, id, source, type, subject, actor_id, time, line)
    SELECT p_initiative, v_first + n - 1, (e ->> 'id')::uuid, v_source, e ->> 'type', e ->> 'subject',
           (e -> 'actor' ->> 'id')::uuid, (e ->> 'time')::timestamptz, line
      FROM unnest(p_lines, v_events) WITH ORDINALITY AS lines (line, e, n)
     WHERE e ->> 'source' = v_source AND (e ->> 'initiative')::uuid = p_initiative;
    GET DIAGNOSTICS v_written = ROW_COUNT;
    IF v_written <> v_count THEN
        RAISE EXCEPTION 'an event names another source or initiative' USING ERRCODE = 'SH002';
    END IF;

    IF cardinality(p_opening_lines) > 0 THEN
        IF EXISTS (
            SELECT FROM log.erased_person erased, unnest(p_opening_persons) AS given (persons)
             WHERE erased.initiative_id = p_initiative AND erased.person_id = ANY (given.persons::uuid[])
        ) THEN
            RAISE EXCEPTION 'a value is about an erased person' USING ERRCODE = 'SH006';
        END IF;
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
"""


def upgrade() -> None:
    run_script(APPEND)
