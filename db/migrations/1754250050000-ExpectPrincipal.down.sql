-- Why:  takes the comparison of the expected person back.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_owner;

DROP FUNCTION IF EXISTS heartly.begin_expected_request(uuid, text, uuid, inet, text);
