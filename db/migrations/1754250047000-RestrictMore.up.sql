-- Why:  currtid2() finds the newest version of any row by its place, past every policy and without a context:
--       how large a table is, and which rows of others change. The other functions tell who waits for
--       whom and how far the server has written.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_owner;

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
        'pg_stat_get_wal', 'pg_stat_get_slru', 'currtid2', 'pg_control_checkpoint',
        'pg_blocking_pids', 'pg_safe_snapshot_blocking_pids',
        'pg_isolation_test_session_is_blocked', 'pg_get_multixact_members',
        'pg_xact_commit_timestamp'
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

-- As the role that migrates: what it takes is the superuser's to take.
RESET ROLE;

SELECT heartly.restrict_public();
