-- Why:  takes the index of a client's keys back.
-- Lock: SHARE UPDATE EXCLUSIVE on client_name_key; reads and writes go on.

DROP INDEX CONCURRENTLY IF EXISTS "IDX_client_name_key_client";
