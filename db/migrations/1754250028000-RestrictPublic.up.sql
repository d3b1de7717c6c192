-- Why:  PUBLIC may do things that tell one tenant of another, or store what no policy guards: temporary
--       tables, large objects, advisory locks, notifications, the activity and statistics of other
--       sessions, sizes and row counts, and set_config(), with which an injected expression could
--       change the context in the middle of a statement. The platform's roles need none of it.
-- Lock: none that another session can wait for.
--
-- Only the owner of PostgreSQL's own functions may take them from PUBLIC: a superuser. Elsewhere this
-- changes what it may, and `heartly prove isolation` lists the rest.

-- A privilege that PUBLIC has on a new database, and the roles that keep it.
CREATE OR REPLACE FUNCTION heartly.restricted_privileges()
RETURNS TABLE (privilege text, holders text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT format('TEMPORARY ON DATABASE %I', current_database()), 'heartly_migrator'
  UNION ALL
  SELECT format('EXECUTE ON FUNCTION %s', p.oid::regprocedure),
    CASE
      WHEN p.proname ~ '^pg_(try_)?advisory_' THEN 'heartly_migrator, heartly_sealer'
      WHEN p.proname IN ('set_config', 'pg_export_snapshot') THEN 'heartly_migrator, heartly_backup'
      WHEN p.proname = 'pg_current_snapshot' THEN 'heartly_sealer, pg_monitor'
      WHEN p.proname IN ('pg_terminate_backend', 'pg_cancel_backend') THEN 'heartly_migrator, pg_monitor'
      ELSE 'pg_monitor'
    END
  FROM pg_proc p
  WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
    AND (
      p.proname ~ '^(pg_(try_)?advisory_|lo_|lo(read|write)$)'
      OR p.proname ~ '^pg_stat_get_(backend_|live_|dead_|tuples_|xact_|numscans|blocks_|mod_|ins_)'
      OR p.proname ~ '^pg_stat_get_(db_|last_|.*vacuum|.*analyze)'
      OR p.proname IN (
        'pg_notify', 'set_config', 'pg_stat_get_activity', 'pg_stat_get_progress_info',
        'pg_lock_status', 'pg_prepared_xact', 'pg_relation_size', 'pg_table_size',
        'pg_indexes_size', 'pg_total_relation_size', 'pg_database_size', 'pg_tablespace_size',
        'pg_relation_filepath', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_current_snapshot',
        'txid_current_snapshot', 'pg_export_snapshot', 'pg_logical_emit_message',
        'pg_last_committed_xact', 'pg_xact_status', 'txid_status', 'pg_current_wal_lsn',
        'pg_current_wal_insert_lsn', 'pg_current_wal_flush_lsn', 'pg_notification_queue_usage',
        'pg_stat_get_wal', 'pg_stat_get_slru'
      )
    )
  UNION ALL
  SELECT format('SELECT ON pg_catalog.%I', c.relname), 'pg_monitor'
  FROM pg_class c
  WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'v'
    AND (c.relname ~ '^pg_stat(io)?_(xact_)?(all|user|sys)_' OR c.relname IN ('pg_stat_activity',
      'pg_stat_database', 'pg_stat_replication', 'pg_stat_ssl', 'pg_stat_gssapi', 'pg_locks',
      'pg_prepared_xacts', 'pg_stat_wal', 'pg_stat_slru', 'pg_stat_bgwriter'))
  UNION ALL
  -- With it a session could lock the view that others read.
  SELECT 'UPDATE ON pg_catalog.pg_settings', 'pg_monitor'
  UNION ALL
  -- How many rows and pages a table has; its other columns stay everybody's.
  SELECT 'SELECT ON pg_catalog.pg_class', 'pg_monitor, heartly_migrator, heartly_owner'
$$;

CREATE OR REPLACE FUNCTION heartly.restrict_public() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = error
AS $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM heartly.restricted_privileges() LOOP
    BEGIN
      EXECUTE format('REVOKE %s FROM PUBLIC', one.privilege);
      EXECUTE format('GRANT %s TO %s', one.privilege, one.holders);
    EXCEPTION WHEN insufficient_privilege THEN
      NULL;  -- Not ours to take, as the head of the migration says.
    END;
  END LOOP;
  BEGIN
    EXECUTE format('GRANT SELECT (%s) ON pg_catalog.pg_class TO PUBLIC', (
      SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = 'pg_class'::regclass AND NOT attisdropped
        AND attname NOT IN ('reltuples', 'relpages', 'relallvisible', 'relallfrozen')));
  EXCEPTION WHEN insufficient_privilege THEN
    NULL;
  END;
END
$$;

COMMENT ON FUNCTION heartly.restrict_public() IS
  'Takes from PUBLIC what tells one tenant of another. To be run again on a restored database.';

CREATE OR REPLACE FUNCTION heartly.release_public() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = error
AS $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM heartly.restricted_privileges() LOOP
    BEGIN
      EXECUTE format('REVOKE %s FROM %s', one.privilege, one.holders);
      EXECUTE format('GRANT %s TO PUBLIC', one.privilege);
    EXCEPTION WHEN insufficient_privilege THEN
      NULL;
    END;
  END LOOP;
  BEGIN
    EXECUTE format('REVOKE SELECT (%s) ON pg_catalog.pg_class FROM PUBLIC', (
      SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = 'pg_class'::regclass AND attnum <> 0 AND NOT attisdropped
        AND attacl IS NOT NULL));
    EXECUTE format('GRANT SELECT ON pg_catalog.pg_class TO PUBLIC');
  EXCEPTION WHEN insufficient_privilege OR syntax_error THEN
    NULL;
  END;
END
$$;

COMMENT ON FUNCTION heartly.release_public() IS 'Gives PUBLIC back what restrict_public() took.';

REVOKE ALL ON FUNCTION heartly.restricted_privileges(), heartly.restrict_public(),
  heartly.release_public() FROM PUBLIC;

ALTER FUNCTION heartly.restricted_privileges() OWNER TO heartly_owner;

ALTER FUNCTION heartly.restrict_public() OWNER TO heartly_owner;

ALTER FUNCTION heartly.release_public() OWNER TO heartly_owner;

-- As the role that migrates: what it takes is the superuser's to take.
SELECT heartly.restrict_public();
