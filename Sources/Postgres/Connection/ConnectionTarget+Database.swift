extension ConnectionTarget {
  /// The same server, role and settings, with another database.
  ///
  /// - Throws: `PostgresError.invalidConfiguration` for a name that no connection string can hold.
  public func database(_ name: String) throws(PostgresError) -> ConnectionTarget {
    try replacing("dbname", by: name)
  }

  /// The same, whose sessions act as a role from their beginning and after `RESET ROLE`, as if the
  /// command line had said `-c role=NAME`. The role that signs in must be a member of it, or a
  /// superuser.
  ///
  /// - Throws: `PostgresError.invalidConfiguration` for a name that no connection string can hold.
  public func acting(as role: String) throws(PostgresError) -> ConnectionTarget {
    // The server splits at blanks that have no backslash before them.
    let escaped = role.flatMap { $0.isWhitespace || $0 == "\\" ? ["\\", $0] : [$0] }
    let earlier = effective("options").map { $0 + " " } ?? ""
    return try replacing("options", by: "\(earlier)-c role=\(String(escaped))")
  }

  /// The same server, database, role and settings, with another search path, which `RESET` and `DISCARD ALL`
  /// come back to.
  ///
  /// - Parameter schemas: Their names, which are quoted.
  /// - Returns: The target.
  /// - Throws: `PostgresError.invalidConfiguration` for a name that no connection string can hold.
  public func searchPath(_ schemas: [String]) throws(PostgresError) -> ConnectionTarget {
    let path = schemas.map { schema in
      "\"\(String(schema.flatMap { $0 == "\"" ? [$0, $0] : [$0] }))\""
    }.joined(separator: ",")
    // Between options stand blanks: within one they are escaped.
    let escaped = String(path.flatMap { $0.isWhitespace || $0 == "\\" ? ["\\", $0] : [$0] })
    let others = effective("options").map { "\($0) " } ?? ""
    return try replacing("options", by: "\(others)-csearch_path=\(escaped)")
  }

  private func replacing(
    _ keyword: String,
    by value: String
  ) throws(PostgresError) -> ConnectionTarget {
    var settings = settings.filter { $0.keyword != keyword }
    settings.append(Setting(keyword: keyword, value: value))
    let pairs = settings.sorted { $0.keyword < $1.keyword }.map { setting in
      let escaped = setting.value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
      return "\(setting.keyword)='\(String(escaped))'"
    }
    return try ConnectionTarget(pairs.joined(separator: " "))
  }
}
