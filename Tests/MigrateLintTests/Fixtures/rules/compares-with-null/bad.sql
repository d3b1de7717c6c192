CREATE TABLE visit (
  id uuid PRIMARY KEY,
  day date,
  -- expect: compares-with-null
  CONSTRAINT visit_day CHECK (day <> NULL)
);
-- expect: compares-with-null
CREATE INDEX visit_live ON visit (id) WHERE day = NULL;
-- expect: compares-with-null
CREATE POLICY visit_own ON visit USING (NULL = day);
-- expect: compares-with-null
UPDATE visit SET day = now() WHERE day = NULL::date;
-- expect: compares-with-null
DELETE FROM visit WHERE day < NULL;
