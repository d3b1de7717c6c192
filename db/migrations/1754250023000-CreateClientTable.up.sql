-- Why:  the residents. Every column about the person is protected health information (PHI).
-- Lock: SHARE ROW EXCLUSIVE on facility for an instant (the foreign key); the table itself is new.

-- Collations and CHECKs of names and e-mail are those of "user". The key to facility holds the
-- tenant too, so a foreign key to tenant beside it would say nothing new.
CREATE TABLE IF NOT EXISTS client (
  "tenantId" uuid NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  "firstName" text COLLATE "und-x-icu" NOT NULL,
  "lastName" text COLLATE "und-x-icu" NOT NULL,
  "birthDate" date NOT NULL,
  uci text NOT NULL,
  photo text,
  "facilityId" uuid NOT NULL,
  phone text,
  email text,
  status text DEFAULT 'ACTIVE' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  deleted_at timestamptz,
  "isDeleted" boolean GENERATED ALWAYS AS (deleted_at IS NOT NULL) STORED NOT NULL,
  -- What a name search compares: compatibility-decomposed, lower-cased, without accents, and with
  -- the letters and signs that do not decompose replaced, so that 'lukasz strauss' finds 'Łukasz
  -- Strauß' and o'brien finds O’Brien. The folding is the Unicode root locale's whatever the
  -- database's is, and only the marks of Latin, Greek and Cyrillic, Hebrew points and Arabic vowels
  -- fall: in other scripts a mark is a letter. Decomposing can lengthen a name eighteenfold, so the
  -- result is cut to what an index entry holds. A search term goes through this same expression.
  "searchName" text COLLATE "C" GENERATED ALWAYS AS (
    left(
      replace(replace(replace(
        translate(
          regexp_replace(
            lower(
              normalize("firstName" || ' ' || "lastName", NFKD) COLLATE "und-x-icu"
            ) COLLATE "C",
            '[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u064B-\u065F\u0670\u1DC0-\u1DFF]',
            '',
            'g'
          ),
          'øłđðħŧıς’‘ʼ‐',
          'olddhtiσ''''''-'
        ),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
      200
    )
  ) STORED NOT NULL,
  CONSTRAINT "PK_client" PRIMARY KEY ("tenantId", id),
  CONSTRAINT "FK_client_facility" FOREIGN KEY ("tenantId", "facilityId")
    REFERENCES facility ("tenantId", id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "CHK_client_firstName" CHECK (
    char_length("firstName") >= 1 AND char_length("firstName") <= 50
    AND "firstName" COLLATE "C" !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'
    AND "firstName" COLLATE "C" !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'
    AND "firstName" COLLATE "C" !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'
    AND "firstName" COLLATE "C" !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'
  ),
  CONSTRAINT "CHK_client_lastName" CHECK (
    char_length("lastName") >= 1 AND char_length("lastName") <= 50
    AND "lastName" COLLATE "C" !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'
    AND "lastName" COLLATE "C" !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'
    AND "lastName" COLLATE "C" !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'
    AND "lastName" COLLATE "C" !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'
  ),
  -- No later than the day the row was made, where that day was furthest on: clocks run up to 14
  -- hours ahead of UTC. Compared with created_at, not with today, because a CHECK that was true
  -- must stay so.
  CONSTRAINT "CHK_client_birthDate" CHECK (
    "birthDate" >= DATE '1900-01-01'
    AND "birthDate" <= ((created_at AT TIME ZONE 'UTC') + INTERVAL '14 hours')::date
  ),
  CONSTRAINT "CHK_client_uci" CHECK (uci ~ '^[A-Z0-9]{6,20}$'),
  CONSTRAINT "CHK_client_photo" CHECK (char_length(photo) <= 500),
  CONSTRAINT "CHK_client_phone" CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
  CONSTRAINT "CHK_client_email" CHECK (
    char_length(email) <= 254
    AND email COLLATE "C" ~
      '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'
    AND email COLLATE "C" !~ '["(),:;<>[\\\]]'
    AND email COLLATE "C" !~
      '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'
  ),
  CONSTRAINT "CHK_client_status" CHECK (
    status IN ('ACTIVE', 'INACTIVE', 'DISCHARGED', 'ON_HOLD')
  )
);

-- Serves the look-up of a client by UCI too.
CREATE UNIQUE INDEX IF NOT EXISTS "UQ_client_uci" ON client ("tenantId", uci)
  WHERE deleted_at IS NULL;

-- For the foreign key, so it holds the deleted rows too.
CREATE INDEX IF NOT EXISTS "IDX_client_facility" ON client ("tenantId", "facilityId");

COMMENT ON TABLE client IS 'PHI. A resident in a tenant''s care.';

COMMENT ON COLUMN client."firstName" IS 'PHI.';

COMMENT ON COLUMN client."lastName" IS 'PHI.';

COMMENT ON COLUMN client."birthDate" IS 'PHI. The person''s local calendar date.';

COMMENT ON COLUMN client.uci IS 'PHI. The unique client identifier that the authorities use.';

COMMENT ON COLUMN client.photo IS 'PHI. Where the photograph is kept, not the photograph.';

COMMENT ON COLUMN client."facilityId" IS 'PHI. Where the person lives.';

COMMENT ON COLUMN client.phone IS 'PHI.';

COMMENT ON COLUMN client.email IS 'PHI.';

COMMENT ON COLUMN client."isDeleted" IS 'Follows from deleted_at, which alone is written.';

COMMENT ON COLUMN client."searchName" IS 'PHI. The name as a search compares it.';
