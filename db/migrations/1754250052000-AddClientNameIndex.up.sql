-- Why:  an OWNER's list of all clients by name is read page by page in the index's order.
-- Lock: SHARE UPDATE EXCLUSIVE on client; reads and writes go on.

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_client_name"
  ON client ("tenantId", "lastName", "firstName", id) WHERE deleted_at IS NULL;
