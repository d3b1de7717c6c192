extension ConnectionTarget {
  /// The same server, role and settings, with another database.
  ///
  /// - Throws: `PostgresError.invalidConfiguration` for a name that no connection string can hold.
  public func database(_ name: String) throws(PostgresError) -> ConnectionTarget {
    try replacing("dbname", with: name)
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
    return try replacing("options", with: "\(earlier)-c role=\(String(escaped))")
  }

  private func replacing(
    _ keyword: String,
    with value: String
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
