-- Why:  takes the merging of settings back.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_owner;

DROP FUNCTION IF EXISTS heartly.merge_patch(jsonb, jsonb);
