-- Why:  the houses that a tenant runs. Staff are assigned to them, clients live in them.
-- Lock: SHARE ROW EXCLUSIVE on tenant for an instant (the foreign key); the table itself is new.

CREATE TABLE IF NOT EXISTS facility (
  "tenantId" uuid NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  city text NOT NULL,
  state text NOT NULL,
  zip text NOT NULL,
  phone text,
  email text,
  "projectedClientCount" integer DEFAULT 0 NOT NULL,
  "roomCount" integer,
  status text DEFAULT 'ACTIVE' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  deleted_at timestamptz,
  "isDeleted" boolean GENERATED ALWAYS AS (deleted_at IS NOT NULL) STORED NOT NULL,
  CONSTRAINT "PK_facility" PRIMARY KEY ("tenantId", id),
  CONSTRAINT "FK_facility_tenant" FOREIGN KEY ("tenantId") REFERENCES tenant (id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
  -- Unique, so a blank or control character that nobody sees must not make a second one.
  CONSTRAINT "CHK_facility_name" CHECK (
    char_length(name) >= 3 AND char_length(name) <= 100
    AND name COLLATE "C" !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'
    AND name COLLATE "C" !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'
    AND name COLLATE "C" !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'
    AND name COLLATE "C" !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'
  ),
  CONSTRAINT "CHK_facility_address" CHECK (char_length(address) BETWEEN 5 AND 200),
  CONSTRAINT "CHK_facility_city" CHECK (char_length(city) BETWEEN 2 AND 100),
  CONSTRAINT "CHK_facility_state" CHECK (state ~ '^[A-Z]{2}$'),
  CONSTRAINT "CHK_facility_zip" CHECK (zip ~ '^[0-9]{5}(-[0-9]{4})?$'),
  CONSTRAINT "CHK_facility_phone" CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
  CONSTRAINT "CHK_facility_email" CHECK (
    char_length(email) <= 254
    AND email COLLATE "C" ~
      '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'
    AND email COLLATE "C" !~ '["(),:;<>[\\\]]'
    AND email COLLATE "C" !~
      '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'
  ),
  CONSTRAINT "CHK_facility_projectedClientCount" CHECK ("projectedClientCount" >= 0),
  CONSTRAINT "CHK_facility_roomCount" CHECK ("roomCount" >= 0),
  CONSTRAINT "CHK_facility_status" CHECK (status IN ('ACTIVE', 'INACTIVE', 'MAINTENANCE'))
);

CREATE UNIQUE INDEX IF NOT EXISTS "UQ_facility_name" ON facility ("tenantId", name)
  WHERE deleted_at IS NULL;

COMMENT ON TABLE facility IS 'A house that a tenant runs.';

COMMENT ON COLUMN facility."isDeleted" IS 'Follows from deleted_at, which alone is written.';
