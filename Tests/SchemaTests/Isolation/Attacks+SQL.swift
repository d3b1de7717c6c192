import Postgres

// C. What SQL itself can do to a database.
extension Attacks {
  static let sql: [Probe] =
    [
      "TRUNCATE client", "TRUNCATE user_action_audit_log", "ALTER TABLE client ADD COLUMN x text",
      "ALTER TABLE client DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE client NO FORCE ROW LEVEL SECURITY",
      "ALTER TABLE client DISABLE TRIGGER ALL", "DROP POLICY client_select ON client",
      "DROP TABLE client", "SET ROLE heartly_owner", "SET ROLE heartly_context",
      "SET session_replication_role = replica", "CREATE TABLE public.mine ()",
      "CREATE TEMPORARY TABLE mine (x text)",
      "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE SCHEMA mine", "COPY client TO PROGRAM 'cat'", "COPY client FROM '/etc/passwd'",
      "SELECT lo_creat(-1)", "SELECT lo_from_bytea(0, 'x')", "SELECT pg_advisory_lock(1)",
      "SELECT pg_try_advisory_xact_lock(1)", "SELECT pg_notify('x', 'y')",
      "SELECT set_config('heartly.context', 'x', true)", "SELECT pg_read_file('/etc/passwd')",
      "SELECT * FROM user_action_audit_log_default", "SELECT * FROM data_audit_log_default",
      "SELECT heartly.begin_operation()", "SELECT heartly.write_context('x')",
      "SELECT heartly.open_context({a}, {a.owner}, {a}, 'OWNER', {a}, NULL, '{}')",
      "SELECT heartly.has_context()", "SELECT heartly.claims()",
      "SELECT heartly.is_actor({a}, {a.owner}, NULL)",
      "SELECT pg_terminate_backend(pg_backend_pid() + 1)",
      "SELECT pg_cancel_backend(pg_backend_pid() + 1)",
      "LOCK TABLE pg_settings IN ACCESS EXCLUSIVE MODE",
      "SELECT pg_current_snapshot()", "SELECT pg_logical_emit_message(true, 'x', 'y')",
      "SELECT heartly.restrict_public()",
      "SELECT heartly.release_public()", "SELECT heartly.make_audit_partitions()",
      "SELECT heartly.drop_audit_partition('data_audit_log_default')",
      "SELECT heartly.is_operator()",
      "LOCK TABLE client IN ACCESS EXCLUSIVE MODE",
    ].map { statement in
      // Who is no superuser is refused a role that is not theirs with another state than a right.
      Probe("C24–29 \(statement)", as: .person("a.owner"), statement, .denied)
    } + [
      Probe(
        "C25 row_security = off is an error, not all rows",
        as: .person("a.owner"),
        before: ["SET LOCAL row_security = off"],
        "SELECT id FROM client",
        .denied
      ),
      Probe(
        "C23 each function that has its owner's rights, on another tenant's",
        "a.owner",
        "SELECT heartly.is_colleague({b.f1.other}) OR heartly.is_staff({b.f1.other})",
        .value("f")
      ),
      Probe("C23 … on nothing", "a.owner", "SELECT heartly.delete_client(NULL)", .noSuch),
    ]
}
