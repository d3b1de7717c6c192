CREATE TYPE state AS ENUM ('ACTIVE', 'GONE');
CREATE DOMAIN amount AS numeric(10, 2) CHECK (VALUE >= 0) DEFAULT 0;
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE TABLE visit (
  id integer PRIMARY KEY DEFAULT '1',
  tenant uuid DEFAULT '{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}',
  note text DEFAULT 5,
  minutes text,
  state state DEFAULT 'ACTIVE',
  day date DEFAULT 'today',
  started timestamptz DEFAULT current_date,
  ended timestamptz DEFAULT 'infinity',
  data jsonb DEFAULT ' {"a": [1, 2.5e3, "x\"y", null, true]} ',
  price amount DEFAULT 1,
  mail email DEFAULT 'a@b',
  tags text[] DEFAULT '{}',
  tags2 text[] DEFAULT ARRAY[]::text[],
  numbers bigint[] DEFAULT ARRAY[1, 2],
  done boolean DEFAULT ' TRUE ',
  short smallint DEFAULT 7,
  half numeric DEFAULT 'NaN',
  took interval DEFAULT '1 day',
  code varchar(40) DEFAULT now()
);
ALTER TYPE state ADD VALUE 'LATE';
ALTER TABLE visit ALTER COLUMN short SET DEFAULT 2.5;
ALTER TABLE visit ADD CHECK (note = 'x' OR id > 1.5), ADD CHECK ('true'), ADD CHECK (NULL);
CREATE VIEW names AS
  SELECT id, note || id AS label, started - day AS since, started - ended AS took, data -> 'a' AS a,
    data #>> '{a,0}' AS first, array_agg(tags) OVER () AS all_tags, numbers[1] + 1 AS next,
    coalesce(price, 0) AS price, nullif(note, '') AS note, CASE state WHEN 'GONE' THEN 1 ELSE 2.5 END
  FROM visit;
SELECT id FROM names WHERE label LIKE 'x%' AND since > '1 day' AND a ? 'b' AND next IN (1, 2.5, NULL);
SELECT 1 UNION SELECT 2.5 UNION SELECT NULL UNION SELECT id FROM visit;
SELECT 'a' UNION SELECT note FROM visit ORDER BY 1;
ALTER TABLE visit ALTER COLUMN minutes TYPE integer USING minutes::integer;
ALTER TABLE visit ALTER COLUMN mail TYPE varchar(100);
ALTER TABLE visit ALTER COLUMN half TYPE text;
INSERT INTO visit (id, note, state, day) VALUES (3, 2, 'GONE', '2024-02-29'), (4, NULL, DEFAULT, now());
INSERT INTO visit SELECT id + 10, tenant, 'abc' FROM visit;
UPDATE visit SET note = id, short = 100000::bigint - 99998, (day, done) = (SELECT now(), true);
SELECT id FROM visit WHERE id = ANY ('{1,2}') AND numbers && ARRAY[1, 2]::bigint[] AND note = ALL (tags);
SELECT id FROM visit WHERE (id, note) = (1, 'a') AND id IN (SELECT max(id) FROM visit GROUP BY note);
WITH few AS (SELECT id, 'x' AS y FROM visit) SELECT y || id FROM few WHERE id BETWEEN '1' AND 5;

-- A cast that somebody made
CREATE FUNCTION to_state(integer) RETURNS state LANGUAGE sql IMMUTABLE AS $$ SELECT 'GONE'::state $$;
CREATE CAST (integer AS state) WITH FUNCTION to_state(integer) AS ASSIGNMENT;
UPDATE visit SET state = 1;
