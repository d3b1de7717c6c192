-- Why:  a query that began in one request must not go on in another. The portal without a name was not looked
--       at, because it is mostly the statement that begins the request. But a query could be left half
--       read in it, RESET ALL take the context away, and the function-call message begin another
--       request (query_to_xml() runs any SELECT): the rest was read with the other's role.
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
  -- The portal without a name is this very statement, or one that was left half read for a call by the
  -- function-call message, which has no portal and no text.
  IF EXISTS (
    SELECT FROM pg_cursor()
    WHERE (name <> '' OR statement IS DISTINCT FROM current_query())
      AND (NOT is_holdable OR creation_time >= now())
  ) THEN
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
