-- Why:  a client is found by any part of their name, also a misspelt one, in the same time whether the
--       organisation has a hundred clients or a hundred thousand. An index for patterns (GIN, trigrams)
--       cannot serve here: its operators are not leakproof, so that under row-level security they are
--       only asked about rows that were read already. So every end of every word of a name is a row
--       here ('garcia', 'arcia', 'rcia', 'cia'): a part of a name is the beginning of one of them, and
--       the comparison of texts is leakproof.
-- Lock: SHARE ROW EXCLUSIVE on client for its triggers, until the rows of the clients that are there
--       have been made.
--
-- The rows follow from client, which triggers keep true; nothing else writes here, so that a foreign key
-- would only be asked what is known. They carry the
-- facility, so that the words of a house are read by those who may read its clients.

-- heartly:ignore-file missing-audit-trigger the rows follow from client, whose changes are audited

CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA heartly;

-- The edit distance, and nothing else of what the extension brings.
REVOKE ALL ON FUNCTION heartly.difference(text, text), heartly.dmetaphone(text),
  heartly.dmetaphone_alt(text), heartly.levenshtein(text, text),
  heartly.levenshtein(text, text, integer, integer, integer),
  heartly.levenshtein_less_equal(text, text, integer),
  heartly.levenshtein_less_equal(text, text, integer, integer, integer, integer),
  heartly.metaphone(text, integer), heartly.soundex(text), heartly.text_soundex(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.levenshtein_less_equal(text, text, integer) TO heartly_app;

SET LOCAL ROLE heartly_owner;

CREATE TABLE IF NOT EXISTS client_name_key (
  "tenantId" uuid NOT NULL,
  -- The end of a word of the name, from some letter on.
  key text COLLATE "C" NOT NULL,
  "clientId" uuid NOT NULL,
  "facilityId" uuid NOT NULL,
  -- Whether the key is the whole word.
  "isWhole" boolean NOT NULL,
  -- Whole words come first, then the ends of words, each in the order of the alphabet. With the
  -- facility the index alone answers a search.
  CONSTRAINT "PK_client_name_key" PRIMARY KEY ("tenantId", "isWhole", key, "clientId")
    INCLUDE ("facilityId")
);

COMMENT ON TABLE client_name_key IS 'PHI. The words of live clients'' names, from each letter on.';

ALTER TABLE client_name_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE client_name_key FORCE ROW LEVEL SECURITY;

CREATE POLICY client_name_key_select ON client_name_key FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE WHEN "tenantId" = ANY (ARRAY[(SELECT heartly.tenant_id())]) THEN true END IS NOT NULL
    AND COALESCE(heartly.is_in_scope("facilityId", (SELECT heartly.facility_scope())), true));

-- The triggers', in a request of the organisation or in an operation of the platform.
CREATE POLICY client_name_key_context ON client_name_key TO heartly_context
  USING (CASE heartly.tenant_id() WHEN "tenantId" THEN true ELSE heartly.is_operator() END)
  WITH CHECK (CASE heartly.tenant_id() WHEN "tenantId" THEN true ELSE heartly.is_operator() END);

CREATE POLICY client_name_key_operator ON client_name_key TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

GRANT SELECT ON client_name_key TO heartly_app;

GRANT SELECT, INSERT, DELETE ON client_name_key TO heartly_context;

-- A name as a search compares it: the expression of client."searchName".
CREATE OR REPLACE FUNCTION heartly.search_form(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT left(replace(replace(replace(translate(regexp_replace(
    lower(normalize(name, NFKD) COLLATE "und-x-icu") COLLATE "C",
    '[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u064B-\u065F\u0670\u1DC0-\u1DFF]', '', 'g'),
    'øłđðħŧıς’‘ʼ‐', 'olddhtiσ''''''-'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 200)
$$;

-- The words of a name in that form.
CREATE OR REPLACE FUNCTION heartly.search_words(name text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT word FROM unnest(regexp_split_to_array(name, '[\s''.,-]+')) word
    WHERE word <> '');
END
$$;

REVOKE ALL ON FUNCTION heartly.search_form(text), heartly.search_words(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.search_form(text), heartly.search_words(text)
  TO heartly_app, heartly_context;

SET LOCAL ROLE heartly_context;

-- Keeps the keys of a client true.
CREATE OR REPLACE FUNCTION heartly.index_client_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM public.client_name_key k
    WHERE k."tenantId" = OLD."tenantId" AND k."clientId" = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.deleted_at IS NULL THEN
    -- Three letters and more, or from one on where a character is a word.
    INSERT INTO public.client_name_key ("tenantId", "isWhole", key, "clientId", "facilityId")
    SELECT DISTINCT NEW."tenantId", start = 1, substr(word, start), NEW.id, NEW."facilityId"
    FROM unnest(heartly.search_words(NEW."searchName")) word
    CROSS JOIN LATERAL generate_series(1, greatest(1, char_length(word)
      - CASE WHEN word COLLATE "C" >= U&'\2E80' THEN 0 ELSE 2 END)) start;
  END IF;
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION heartly.index_client_name() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.index_client_name() TO heartly_owner;

SET LOCAL ROLE heartly_owner;

SET LOCAL citus.enable_unsafe_triggers = on;

CREATE TRIGGER client_name_made AFTER INSERT OR DELETE ON client
  FOR EACH ROW EXECUTE FUNCTION heartly.index_client_name();

CREATE TRIGGER client_name_changed AFTER UPDATE ON client
  FOR EACH ROW
  WHEN (OLD."searchName" IS DISTINCT FROM NEW."searchName"
    OR OLD."facilityId" IS DISTINCT FROM NEW."facilityId"
    OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at)
  EXECUTE FUNCTION heartly.index_client_name();

SELECT heartly.begin_operation();

INSERT INTO client_name_key ("tenantId", "isWhole", key, "clientId", "facilityId")
SELECT DISTINCT c."tenantId", start = 1, substr(word, start), c.id, c."facilityId"
FROM client c
CROSS JOIN LATERAL unnest(heartly.search_words(c."searchName")) word
CROSS JOIN LATERAL generate_series(1, greatest(1, char_length(word)
  - CASE WHEN word COLLATE "C" >= U&'\2E80' THEN 0 ELSE 2 END)) start
WHERE c.deleted_at IS NULL;
