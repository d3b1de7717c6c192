import Postgres

// C and D. The guarded form: the parameter is not the runtime role's to set, in no way.
extension Attacks {
  static let guardedContext: [Probe] =
    [
      "SET LOCAL backtrace_functions = '\(forgery)'",
      "SET SESSION backtrace_functions = '\(forgery)'",
      "SET LOCAL backtrace_functions TO DEFAULT", "RESET backtrace_functions",
      "ALTER ROLE heartly_app SET backtrace_functions = '\(forgery)'",
      "ALTER ROLE ALL SET backtrace_functions = '\(forgery)'",
      "GRANT SET ON PARAMETER backtrace_functions TO heartly_app",
      "UPDATE pg_settings SET setting = '\(forgery)' WHERE name = 'backtrace_functions'",
      "DO $$ BEGIN SET LOCAL backtrace_functions = '\(forgery)'; END $$",
      """
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET backtrace_functions = %L', current_database(),
        '\(forgery)'); END $$
      """,
      """
      CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql SET backtrace_functions = '\(forgery)'
      AS 'SELECT 1'
      """,
      "SELECT set_config('backtrace_functions', '\(forgery)', true)",
    ].map { statement in
      Probe("C19 \(statement)", as: .person("a.staff"), statement, .denied)
    } + [
      Probe(
        "C19 the setting of the signed form is nothing",
        as: .role("heartly_app"),
        before: ["SET LOCAL heartly.context = '\(forgery)'"],
        "SELECT id FROM client",
        .noContext
      ),
      Probe(
        "D34 names of functions to trace are no context",
        as: .role("heartly"),
        before: [
          "SET LOCAL backtrace_functions = 'errfinish, exec_simple_query'",
          "SET LOCAL ROLE heartly_app",
        ],
        "SELECT id FROM client",
        .noContext
      ),
      Probe(
        "D34 … and in no request's way",
        as: .role("heartly"),
        before: [
          "SET LOCAL backtrace_functions = 'errfinish, exec_simple_query'",
          "SET LOCAL ROLE heartly_app",
        ],
        begin("a", "a.owner"),
        .rows(1)
      ),
    ]

  private static let forgery = ContextForm.claims
}
