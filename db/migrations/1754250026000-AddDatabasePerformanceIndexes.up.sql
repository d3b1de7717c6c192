-- Why:  nine lists and searches that the keys do not serve, an index each. A client by UCI is
--       served by "UQ_client_uci" and the facilities of a user by "IDX_facility_staff_user".
-- Lock: SHARE UPDATE EXCLUSIVE on client, "user" and the audit log's partition while an index is
--       built: reads and writes go on. SHARE on user_action_audit_log for an instant. Runs outside
--       a transaction, and any statement may run twice.
--
-- Each index ends in what makes its order total, so that a page can go on after the last row seen.
-- Every column compared has a leakproof operator, so the indexes serve under row-level security as
-- well.

-- 1. Clients of a facility by name.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_client_facility_name"
  ON client ("tenantId", "facilityId", "lastName", "firstName", id)
  WHERE deleted_at IS NULL;

-- 2. Client-name search: a prefix is a range of it, and the middle of a name a scan of this index
--    alone, for the columns that a list of hits shows are in it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_client_searchName"
  ON client ("tenantId", "searchName", id)
  INCLUDE ("firstName", "lastName", "birthDate", "facilityId")
  WHERE deleted_at IS NULL;

-- 3. Users of a tenant by role.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_role_name"
  ON "user" ("tenantId", role, "lastName", "firstName", id)
  WHERE deleted_at IS NULL;

-- 4. Users still onboarding, the longest waiting first.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_onboarding"
  ON "user" ("tenantId", created_at, id)
  WHERE onboarding_completed_at IS NULL AND deleted_at IS NULL;

-- 5 to 9. A partitioned index cannot be built concurrently: the parent's is made empty, the
-- partition's concurrently, and then the two are joined, which makes the parent's valid. A
-- partition that is made later gets its own from the parent.

-- 5. Audit by user and time.
CREATE INDEX IF NOT EXISTS "IDX_user_action_audit_log_user_time"
  ON ONLY user_action_audit_log ("tenantId", "userId", created_at, id);

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_action_audit_log_default_user_time"
  ON user_action_audit_log_default ("tenantId", "userId", created_at, id);

ALTER INDEX "IDX_user_action_audit_log_user_time"
  ATTACH PARTITION "IDX_user_action_audit_log_default_user_time";

-- 6. Audit by client and time.
CREATE INDEX IF NOT EXISTS "IDX_user_action_audit_log_client_time"
  ON ONLY user_action_audit_log ("tenantId", "clientId", created_at, id)
  WHERE "clientId" IS NOT NULL;

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_action_audit_log_default_client_time"
  ON user_action_audit_log_default ("tenantId", "clientId", created_at, id)
  WHERE "clientId" IS NOT NULL;

ALTER INDEX "IDX_user_action_audit_log_client_time"
  ATTACH PARTITION "IDX_user_action_audit_log_default_client_time";

-- 7. Audit by facility and time.
CREATE INDEX IF NOT EXISTS "IDX_user_action_audit_log_facility_time"
  ON ONLY user_action_audit_log ("tenantId", "targetFacilityId", created_at, id)
  WHERE "targetFacilityId" IS NOT NULL;

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_action_audit_log_default_facility_time"
  ON user_action_audit_log_default ("tenantId", "targetFacilityId", created_at, id)
  WHERE "targetFacilityId" IS NOT NULL;

ALTER INDEX "IDX_user_action_audit_log_facility_time"
  ATTACH PARTITION "IDX_user_action_audit_log_default_facility_time";

-- 8. Audit by tenant and time.
CREATE INDEX IF NOT EXISTS "IDX_user_action_audit_log_tenant_time"
  ON ONLY user_action_audit_log ("tenantId", created_at, id);

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_action_audit_log_default_tenant_time"
  ON user_action_audit_log_default ("tenantId", created_at, id);

ALTER INDEX "IDX_user_action_audit_log_tenant_time"
  ATTACH PARTITION "IDX_user_action_audit_log_default_tenant_time";

-- 9. Audit by tenant, action and time.
CREATE INDEX IF NOT EXISTS "IDX_user_action_audit_log_action_time"
  ON ONLY user_action_audit_log ("tenantId", action, created_at, id);

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_action_audit_log_default_action_time"
  ON user_action_audit_log_default ("tenantId", action, created_at, id);

ALTER INDEX "IDX_user_action_audit_log_action_time"
  ATTACH PARTITION "IDX_user_action_audit_log_default_action_time";
