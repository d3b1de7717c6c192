-- Why:  the keys of one client, when their name, house or life cycle changes, and for a word that was found by
--       its end.
-- Lock: SHARE UPDATE EXCLUSIVE on client_name_key; reads and writes go on.

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_client_name_key_client"
  ON client_name_key ("tenantId", "clientId");
