-- Why:  the audit logs are partitioned by month: a month is made ahead of time, and goes as a whole when
--       its six years are over (45 CFR 164.316(b)(2)(i)) and no legal hold stands.
-- Lock: none that another session can wait for. What the functions take, they say.

SET LOCAL ROLE heartly_owner;

CREATE TABLE IF NOT EXISTS legal_hold (
  "tenantId" uuid NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  reason text NOT NULL,
  -- Rows from this time on are kept.
  "heldFrom" timestamptz NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  released_at timestamptz,
  CONSTRAINT "PK_legal_hold" PRIMARY KEY ("tenantId", id),
  CONSTRAINT "FK_legal_hold_tenant" FOREIGN KEY ("tenantId") REFERENCES tenant (id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "CHK_legal_hold_reason" CHECK (char_length(reason) BETWEEN 1 AND 500),
  CONSTRAINT "CHK_legal_hold_released_at" CHECK (released_at >= created_at)
);

COMMENT ON TABLE legal_hold IS 'Keeps a tenant''s audit rows beyond their six years until released.';

ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY;

ALTER TABLE legal_hold FORCE ROW LEVEL SECURITY;

CREATE POLICY legal_hold_select ON legal_hold FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

CREATE POLICY legal_hold_operator ON legal_hold TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

-- heartly:ignore policy-allows-all an auditor sees which rows are held, of all tenants
CREATE POLICY legal_hold_audit ON legal_hold FOR SELECT TO heartly_auditor USING (true);

GRANT SELECT ON legal_hold TO heartly_app, heartly_auditor;

CREATE TRIGGER legal_hold_audit AFTER INSERT OR UPDATE OR DELETE ON legal_hold
  FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at');

-- Makes the partitions of this month and of those ahead, of both logs, and moves the rows there that
-- fell into the default partition meanwhile. Answers with the names of what it made.
-- Takes ACCESS EXCLUSIVE on the default partition, and only if a partition is missing.
CREATE OR REPLACE FUNCTION heartly.make_audit_partitions(months_ahead integer DEFAULT 3)
RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
  log text;
  month date;
  name text;
BEGIN
  IF months_ahead NOT BETWEEN 0 AND 24 THEN
    RAISE EXCEPTION 'months_ahead is to be from 0 to 24' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOREACH log IN ARRAY ARRAY['user_action_audit_log', 'data_audit_log'] LOOP
    FOR month IN
      SELECT m::date FROM generate_series(date_trunc('month', now()),
        date_trunc('month', now()) + make_interval(months => months_ahead), interval '1 month') m
    LOOP
      name := log || to_char(month, '_YYYY_MM');
      CONTINUE WHEN to_regclass('public.' || quote_ident(name)) IS NOT NULL;
      EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
        name, log);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', log || '_default');
      -- The owner is held by the partition's policies, of which there are none: for this moment it
      -- is not.
      EXECUTE format('ALTER TABLE public.%I NO FORCE ROW LEVEL SECURITY', log || '_default');
      EXECUTE format(
        'WITH moved AS (
           DELETE FROM public.%1$I WHERE created_at >= %3$L AND created_at < %4$L RETURNING *
         )
         INSERT INTO public.%2$I SELECT * FROM moved',
        log || '_default', name, month, month + interval '1 month');
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', log || '_default');
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        log, name, month, month + interval '1 month');
      EXECUTE format('COMMENT ON TABLE public.%I IS %L', name,
        'PHI. Audit rows of ' || to_char(month, 'YYYY-MM') || '.');
      RETURN NEXT name;
    END LOOP;
  END LOOP;
END
$$;

COMMENT ON FUNCTION heartly.make_audit_partitions(integer) IS
  'Makes the audit logs'' partitions of this month and of some ahead. May run at any time and twice.';

-- Drops one month of a log. Archive it first: this is for good. Refuses what is not over its six years,
-- and what a legal hold keeps. Takes ACCESS EXCLUSIVE on the log for an instant.
CREATE OR REPLACE FUNCTION heartly.drop_audit_partition(partition regclass) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
  log text;
  month date;
  is_held boolean;
BEGIN
  SELECT p.relname, to_date(right(c.relname, 7), 'YYYY_MM') INTO log, month
  FROM pg_class c
  JOIN pg_inherits i ON i.inhrelid = c.oid
  JOIN pg_class p ON p.oid = i.inhparent
  WHERE c.oid = partition AND p.relname IN ('user_action_audit_log', 'data_audit_log')
    AND c.relname ~ '_[0-9]{4}_[0-9]{2}$';
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is no month of an audit log', partition
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF month + interval '1 month' + interval '6 years' > now() THEN
    RAISE EXCEPTION '% is kept until %', partition,
        (month + interval '1 month' + interval '6 years')::date
      USING ERRCODE = 'restrict_violation', HINT = 'Audit rows are kept for six years.';
  END IF;
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM public.legal_hold h WHERE h.released_at IS NULL AND EXISTS (
       SELECT FROM public.%I a WHERE a."tenantId" = h."tenantId" AND a.created_at >= h."heldFrom"
         AND a.created_at >= %L AND a.created_at < %L))',
    log, month, month + interval '1 month') INTO is_held;
  IF is_held THEN
    RAISE EXCEPTION '% holds rows under a legal hold', partition
      USING ERRCODE = 'restrict_violation', TABLE = 'legal_hold';
  END IF;
  EXECUTE format('ALTER TABLE public.%I DETACH PARTITION %s', log, partition);
  EXECUTE format('DROP TABLE %s', partition);
END
$$;

COMMENT ON FUNCTION heartly.drop_audit_partition(regclass) IS
  'Drops a month of an audit log that is over six years old and under no legal hold.';

REVOKE ALL ON FUNCTION heartly.make_audit_partitions(integer),
  heartly.drop_audit_partition(regclass) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.make_audit_partitions(integer) TO heartly_sealer;
