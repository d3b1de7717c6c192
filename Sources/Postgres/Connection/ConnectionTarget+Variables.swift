internal import CLibpq

extension ConnectionTarget {
  /// The settings of the connection string as libpq's environment variables, such as `PGHOST`.
  ///
  /// This is how to hand a target to a program of PostgreSQL's own: a connection string among its
  /// arguments would show the password to everybody on the machine. Settings that have no variable
  /// are left out.
  public var environmentVariables: [String: String] {
    guard let options = PQconninfoParse(connectionString, nil) else { return [:] }
    defer { PQconninfoFree(options) }
    var variables: [String: String] = [:]
    var option = options
    while option.pointee.keyword != nil {
      if let variable = option.pointee.envvar, let value = option.pointee.val {
        variables[String(cString: variable)] = String(cString: value)
      }
      option += 1
    }
    return variables
  }
}
