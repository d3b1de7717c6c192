extension ConnectionTarget {
  /// The same server, role and settings, with another database.
  ///
  /// - Throws: `PostgresError.invalidConfiguration` for a name that no connection string can hold.
  public func database(_ name: String) throws(PostgresError) -> ConnectionTarget {
    var settings = settings.filter { $0.keyword != "dbname" }
    settings.append(Setting(keyword: "dbname", value: name))
    let pairs = settings.sorted { $0.keyword < $1.keyword }.map { setting in
      let escaped = setting.value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
      return "\(setting.keyword)='\(String(escaped))'"
    }
    return try ConnectionTarget(pairs.joined(separator: " "))
  }
}
