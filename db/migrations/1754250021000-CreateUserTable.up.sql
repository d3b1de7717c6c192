-- Why:  the people who work for a tenant and sign in: OWNER, ADMIN and STAFF.
-- Lock: SHARE ROW EXCLUSIVE on tenant for an instant (the foreign key); the table itself is new.

-- Names of people are collated by the Unicode root locale, so that lists read the same on every
-- database, whatever locale it was made with. The CHECKs collate by "C" and name their characters
-- by code point, so that they judge the same everywhere too. They refuse control characters (the
-- separators and direction overrides of Unicode among them) and leading or trailing blanks (the
-- invisible characters among them), and accept every script.
CREATE TABLE IF NOT EXISTS "user" (
  "tenantId" uuid NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  "firstName" text COLLATE "und-x-icu" NOT NULL,
  "lastName" text COLLATE "und-x-icu" NOT NULL,
  username text NOT NULL,
  email text,
  company text,
  phone text,
  role text DEFAULT 'STAFF' NOT NULL,
  permissions jsonb DEFAULT '{}' NOT NULL,
  onboarding_step integer DEFAULT 0 NOT NULL,
  onboarding_completed_at timestamptz,
  status text DEFAULT 'ACTIVE' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  deleted_at timestamptz,
  CONSTRAINT "PK_user" PRIMARY KEY ("tenantId", id),
  CONSTRAINT "FK_user_tenant" FOREIGN KEY ("tenantId") REFERENCES tenant (id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "CHK_user_firstName" CHECK (
    char_length("firstName") >= 1 AND char_length("firstName") <= 50
    AND "firstName" COLLATE "C" !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'
    AND "firstName" COLLATE "C" !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'
    AND "firstName" COLLATE "C" !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'
    AND "firstName" COLLATE "C" !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'
  ),
  CONSTRAINT "CHK_user_lastName" CHECK (
    char_length("lastName") >= 1 AND char_length("lastName") <= 50
    AND "lastName" COLLATE "C" !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'
    AND "lastName" COLLATE "C" !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'
    AND "lastName" COLLATE "C" !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'
    AND "lastName" COLLATE "C" !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'
  ),
  -- Unique, so a blank or control character that nobody sees must not make a second one.
  CONSTRAINT "CHK_user_username" CHECK (
    char_length(username) >= 1 AND char_length(username) <= 100
    AND username COLLATE "C" !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'
    AND username COLLATE "C" !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'
    AND username COLLATE "C" !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'
    AND username COLLATE "C" !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'
  ),
  -- The shape only, in any script: dot-separated words, one @, a domain of two labels or more. The
  -- other two patterns refuse what would need quoting, blanks and controls.
  CONSTRAINT "CHK_user_email" CHECK (
    char_length(email) <= 254
    AND email COLLATE "C" ~
      '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'
    AND email COLLATE "C" !~ '["(),:;<>[\\\]]'
    AND email COLLATE "C" !~
      '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'
  ),
  CONSTRAINT "CHK_user_company" CHECK (char_length(company) <= 255),
  CONSTRAINT "CHK_user_phone" CHECK (phone ~ '^\+[1-9][0-9]{1,14}$'),
  CONSTRAINT "CHK_user_role" CHECK (role IN ('OWNER', 'ADMIN', 'STAFF')),
  CONSTRAINT "CHK_user_permissions" CHECK (jsonb_typeof(permissions) = 'object'),
  CONSTRAINT "CHK_user_onboarding_step" CHECK (onboarding_step BETWEEN 0 AND 10),
  CONSTRAINT "CHK_user_status" CHECK (status IN ('ACTIVE', 'INACTIVE', 'SUSPENDED', 'PENDING'))
);

CREATE UNIQUE INDEX IF NOT EXISTS "UQ_user_username" ON "user" ("tenantId", username)
  WHERE deleted_at IS NULL;

-- Folded by the Unicode root locale and kept in code-point order: two addresses are the same or not
-- on every database alike, and a newer ICU does not disorder the index. lower() is not leakproof,
-- so under row-level security a look-up by e-mail reads the tenant's users and filters them.
-- Sign-in, which knows no tenant yet, is not what this index serves.
CREATE UNIQUE INDEX IF NOT EXISTS "UQ_user_email"
  ON "user" ("tenantId", (lower(email COLLATE "und-x-icu")) COLLATE "C")
  WHERE deleted_at IS NULL;

COMMENT ON TABLE "user" IS 'A person who works for a tenant and signs in.';

COMMENT ON COLUMN "user".permissions IS 'Grants and refusals for this one person, beyond the role.';

COMMENT ON COLUMN "user".deleted_at IS 'When the person was removed; NULL while live.';
