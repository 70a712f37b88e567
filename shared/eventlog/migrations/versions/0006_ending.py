"""An initiative's end: its log is frozen, but for erasing people, shutting access and what sealing says.

The end is an event like any other; what it does to the head happens as it is inserted, under the lock of the
appends, so that no event of any service slips in behind it.
"""

from shared.database.migrations import run_script
from shared.database.roles import SERVICES, role_of

revision = "0006"
down_revision = "0005"

HEAD = """
ALTER TABLE log.head ADD COLUMN ended_at timestamptz, ADD COLUMN delete_on date;
COMMENT ON COLUMN log.head.ended_at IS 'since when the initiative is over and its log frozen';
COMMENT ON COLUMN log.head.delete_on IS 'the day from which on the initiative is deleted';
ALTER TABLE log.head ADD CONSTRAINT ended_whole CHECK ((ended_at IS NULL) = (delete_on IS NULL));

CREATE FUNCTION log.comes_after_the_end(p_type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN p_type LIKE '%.erasure.completed' OR p_type IN (
    'events.erasure.requested',
    'events.log.alarm_raised', 'events.log.alarm_ended', 'events.log.succeeded',
    'events.webhook_endpoint.verified', 'events.webhook_endpoint.failing',
    'events.webhook_endpoint.paused', 'events.webhook_endpoint.ended',
    'events.stream_link.revoked', 'registry.calendar_link.revoked', 'agenda.reaction_link.revoked',
    'registry.integration.revoked', 'registry.integration.secret_ended',
    'registry.account.unbound', 'registry.invitation.revoked'
);
"""

END = """
CREATE FUNCTION log.refuse_after_the_end(p_initiative uuid, p_lines bytea[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM unnest(p_lines) AS lines (line)
         WHERE NOT log.comes_after_the_end(convert_from(line, 'UTF8')::jsonb ->> 'type')
    ) THEN
        RAISE EXCEPTION 'the initiative has ended' USING ERRCODE = 'SH009';
    END IF;
END $$;
REVOKE ALL ON FUNCTION log.refuse_after_the_end FROM PUBLIC;

CREATE FUNCTION log.end_with_its_initiative() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    v_within text := current_setting('shidra.within', true);
BEGIN
    IF EXISTS (
        SELECT FROM log.entry
         WHERE initiative_id = NEW.initiative_id AND position > NEW.position
           AND NOT log.comes_after_the_end(type)
    ) THEN
        RAISE EXCEPTION 'the initiative has ended' USING ERRCODE = 'SH009';
    END IF;
    PERFORM set_config('shidra.within', 'log.end', true);
    UPDATE log.head
       SET ended_at = NEW.time,
           delete_on = (convert_from(NEW.line, 'UTF8')::jsonb -> 'data' ->> 'delete_on')::date
     WHERE initiative_id = NEW.initiative_id;
    PERFORM set_config('shidra.within', coalesce(v_within, ''), true);
    RETURN NULL;
END $$;
CREATE TRIGGER end_with_its_initiative AFTER INSERT ON log.entry
    FOR EACH ROW WHEN (NEW.type = 'agenda.initiative.ended') EXECUTE FUNCTION log.end_with_its_initiative();

DROP TRIGGER append_only_grow ON log.head;
CREATE TRIGGER append_only_grow BEFORE UPDATE ON log.head
    FOR EACH ROW WHEN (
        (
            NEW.size <= OLD.size OR NEW.initiative_id <> OLD.initiative_id
            OR NEW.ended_at IS DISTINCT FROM OLD.ended_at OR NEW.delete_on IS DISTINCT FROM OLD.delete_on
            OR current_setting('shidra.within', true) IS DISTINCT FROM 'log.append'
        ) AND (
            NEW.size <> OLD.size OR NEW.initiative_id <> OLD.initiative_id
            OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
            OR current_setting('shidra.within', true) IS DISTINCT FROM 'log.end'
        )
    ) EXECUTE FUNCTION log.refuse_change();

CREATE FUNCTION log.hold_open(p_initiative uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_initiative::text, 0));
    IF EXISTS (SELECT FROM log.head WHERE initiative_id = p_initiative AND ended_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the initiative has ended' USING ERRCODE = 'SH009';
    END IF;
END $$;
COMMENT ON FUNCTION log.hold_open IS 'for what changes something without an event: not after the end, either';
REVOKE ALL ON FUNCTION log.hold_open, log.comes_after_the_end FROM PUBLIC;
"""

SUSPICIOUS = r"[^!-\[\]-~]|[:,\[](-0|-?[0-9]+[.eE][-+.eE0-9]*|-?[0-9]{16,})[],}]"

# As before, and refusing what cannot come after the end.
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
    RETURNING size - v_count, ended_at INTO v_first, v_ended;
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
    IF v_ended IS NOT NULL THEN
        PERFORM log.refuse_after_the_end(p_initiative, p_lines);
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
    for script in (HEAD, END, APPEND):
        run_script(script)
    roles = ", ".join(map(role_of, SERVICES))
    run_script(f"GRANT EXECUTE ON FUNCTION log.hold_open TO {roles};")
