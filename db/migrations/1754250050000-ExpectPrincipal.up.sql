-- Why:  the API decides by its own policy before it asks the database, with the person as it saw them
--       last. Here the database says whether they still are that, in the transaction that the decision
--       is for: a role that was changed a moment ago counts at once, and costs no round trip more.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_owner;

-- As begin_request(); refuses with PC001 where role, permissions or facilities are not the expected
-- ones. "state" is what to expect the next time.
CREATE OR REPLACE FUNCTION heartly.begin_expected_request(
  tenant uuid,
  token text,
  request uuid,
  address inet,
  expected text
) RETURNS TABLE (
  "userId" uuid,
  "sessionId" uuid,
  role text,
  permissions jsonb,
  "facilityIds" uuid[],
  state text
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  SELECT r."userId", r."sessionId", r.role, r.permissions, r."facilityIds",
    concat_ws(' ', r.role, r."facilityIds", r.permissions)
  INTO "userId", "sessionId", role, permissions, "facilityIds", state
  FROM heartly.begin_request(tenant, token, request, address) r;
  IF expected <> state THEN
    RAISE EXCEPTION 'the person was changed meanwhile' USING ERRCODE = 'PC001',
      HINT = 'Decide anew, and begin again.';
  END IF;
  RETURN NEXT;
END
$$;

COMMENT ON FUNCTION heartly.begin_expected_request(uuid, text, uuid, inet, text) IS
  'Opens the context of a request of a person who is as expected.';

REVOKE ALL ON FUNCTION heartly.begin_expected_request(uuid, text, uuid, inet, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.begin_expected_request(uuid, text, uuid, inet, text)
  TO heartly_app;
