import Postgres

/// The roles that migrations make, as statements that make them where they are missing, and the rights on
/// settings and on the database itself.
///
/// None of these stand in the dump of a database. Roles belong to the cluster: another database's
/// migrations may have made them already.
struct ScratchRoles {
  let text: String

  /// The names of all roles of a server that are not its own.
  static func names(on connection: Connection) async throws -> Set<String> {
    Set(
      try await connection.query(
        "SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'"
      ).map { try $0.decode(0, as: String.self) }
    )
  }

  /// - Throws: `Failure` for a role with settings of its own, which no statement here would make.
  init(_ names: Set<String>, on connection: Connection) async throws {
    let names = names.sorted()
    let settings: Bool = try await connection.query(
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting AS s
        JOIN pg_catalog.pg_roles AS r ON r.oid = s.setrole WHERE r.rolname = ANY (\(names)))
      """
    ).only().decode(0)
    guard !settings else {
      throw Failure(
        message: "error: the migrations make a role with settings of its own (ALTER ROLE … SET), "
          + "which cannot be squashed; squash up to the version before"
      )
    }
    var questions = [Self.making(names), Self.joining(names), Self.database]
    if connection.serverVersion >= 150_000 { questions.append(Self.settings) }
    var statements: [String] = []
    for question in questions {
      statements += try await connection.query(question).map { try $0.decode(0, as: String.self) }
    }
    text = statements.map { $0 + ";\n\n" }.joined()
  }

  private static func making(_ names: [String]) -> SQL {
    """
    SELECT pg_catalog.format(
      E'DO $squash$\\nBEGIN\\n  CREATE ROLE %I %s;\\n'
        || E'EXCEPTION WHEN duplicate_object OR unique_violation THEN\\n  NULL;\\nEND\\n$squash$',
      rolname, pg_catalog.concat_ws(' ',
        CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
        CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN NOT rolinherit THEN 'NOINHERIT' END,
        CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
        CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN rolconnlimit >= 0 THEN 'CONNECTION LIMIT ' || rolconnlimit END))
    FROM pg_catalog.pg_roles WHERE rolname = ANY (\(names)) ORDER BY rolname
    """
  }

  /// What was given and taken on the database, whose owner keeps its own.
  private static let database: SQL = """
    SELECT pg_catalog.format(
      E'DO $squash$\\nBEGIN\\n  EXECUTE pg_catalog.format(%L, pg_catalog.current_database());\\n'
        || E'END\\n$squash$', statement)
    FROM (
      SELECT 0 AS place, 'REVOKE ALL ON DATABASE %I FROM PUBLIC' AS statement
      FROM pg_catalog.pg_database
      WHERE datname = pg_catalog.current_database() AND datacl IS NOT NULL
      UNION ALL
      SELECT 1, 'GRANT ' || a.privilege_type || ' ON DATABASE %I TO '
        || CASE a.grantee WHEN 0 THEN 'PUBLIC'
             ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
      FROM pg_catalog.pg_database AS d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) AS a
      WHERE d.datname = pg_catalog.current_database() AND a.grantee <> d.datdba
    ) AS rights
    ORDER BY place, statement
    """

  /// `GRANT SET ON PARAMETER`, which PostgreSQL 15 and newer have.
  private static let settings: SQL = """
    SELECT pg_catalog.format('GRANT %s ON PARAMETER %s TO %s%s', a.privilege_type, p.parname,
      CASE a.grantee WHEN 0 THEN 'PUBLIC'
        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
      CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
    FROM pg_catalog.pg_parameter_acl AS p
    CROSS JOIN LATERAL pg_catalog.aclexplode(p.paracl) AS a
    WHERE a.grantee <> 10 AND pg_catalog.pg_get_userbyid(a.grantee) <> current_user
    ORDER BY 1
    """

  /// The members are the roles themselves, or the one that migrates.
  private static func joining(_ names: [String]) -> SQL {
    """
    SELECT pg_catalog.format(
      E'DO $squash$\\nBEGIN\\n  IF NOT pg_catalog.pg_has_role(%s, %L, ''MEMBER'') THEN\\n'
        || E'    GRANT %I TO %s%s;\\n  END IF;\\nEND\\n$squash$',
      CASE WHEN member.rolname = current_user THEN 'current_user'
        ELSE pg_catalog.quote_literal(member.rolname) END,
      granted.rolname, granted.rolname,
      CASE WHEN member.rolname = current_user THEN 'CURRENT_USER'
        ELSE pg_catalog.quote_ident(member.rolname) END,
      CASE WHEN m.admin_option THEN ' WITH ADMIN OPTION' END)
    FROM pg_catalog.pg_auth_members AS m
    JOIN pg_catalog.pg_roles AS granted ON granted.oid = m.roleid
    JOIN pg_catalog.pg_roles AS member ON member.oid = m.member
    WHERE granted.rolname = ANY (\(names)) OR member.rolname = ANY (\(names))
    ORDER BY granted.rolname, member.rolname
    """
  }
}
