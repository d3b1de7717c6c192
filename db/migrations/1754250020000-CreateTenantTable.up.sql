-- Why:  a tenant is one care organisation, the boundary that no record ever crosses. It comes first
--       because every other table names it.
-- Lock: none that another session can wait for; the table is new.

CREATE TABLE IF NOT EXISTS tenant (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  name text NOT NULL,
  status text DEFAULT 'ACTIVE' NOT NULL,
  settings jsonb DEFAULT '{}' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  deleted_at timestamptz,
  CONSTRAINT "PK_tenant" PRIMARY KEY (id),
  -- A name is unique, so a blank or control character that nobody sees must not make a second one.
  CONSTRAINT "CHK_tenant_name" CHECK (
    char_length(name) >= 1 AND char_length(name) <= 100
    AND name COLLATE "C" !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'
    AND name COLLATE "C" !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'
    AND name COLLATE "C" !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'
    AND name COLLATE "C" !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'
  ),
  CONSTRAINT "CHK_tenant_status" CHECK (status IN ('ACTIVE', 'SUSPENDED')),
  CONSTRAINT "CHK_tenant_settings" CHECK (jsonb_typeof(settings) = 'object')
);

-- A deleted tenant gives its name free. The name is unique across all tenants, which no row-level
-- policy can hide: only the platform may set it, and must not pass the refusal on to a tenant.
CREATE UNIQUE INDEX IF NOT EXISTS "UQ_tenant_name" ON tenant (name) WHERE deleted_at IS NULL;

COMMENT ON TABLE tenant IS 'A care organisation: the boundary that no record crosses.';

COMMENT ON COLUMN tenant.deleted_at IS 'When the tenant was removed; NULL while it is live.';
