-- Why:  takes the index of all clients by name back.
-- Lock: SHARE UPDATE EXCLUSIVE on client; reads and writes go on.

DROP INDEX CONCURRENTLY IF EXISTS "IDX_client_name";
