-- Why:  the portal without a name is not looked at again.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_context;

-- The context of a transaction, which is to have none yet.
CREATE OR REPLACE FUNCTION heartly.open_context(
  tenant uuid,
  person uuid,
  session uuid,
  role text,
  request uuid,
  address inet,
  facilities uuid[]
) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF heartly.has_context() THEN
    RAISE EXCEPTION 'this transaction has a context already'
      USING ERRCODE = 'active_sql_transaction', HINT = 'A transaction serves one request.';
  END IF;
  -- RESET ALL takes a context away. A query that began under it must not go on under another one.
  IF EXISTS (SELECT FROM pg_cursor() WHERE name <> '' AND (NOT is_holdable OR creation_time >= now())) THEN
    RAISE EXCEPTION 'a cursor of this transaction is open'
      USING ERRCODE = 'invalid_cursor_state', HINT = 'A request begins before its first query.';
  END IF;
  PERFORM heartly.write_context(concat_ws(' ', 'heartly_context_1',
    translate(concat_ws(' ', tenant, COALESCE(person::text, ''), COALESCE(session::text, ''), role,
      COALESCE(request::text, '')), '-', ''),
    COALESCE(translate(host(address), '.:', 'xy'), ''),
    CASE role WHEN 'OWNER' THEN 'all' ELSE translate(facilities::text, '{}-', '') END));
END
$$;
