import Postgres
import Supervision

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Looks at what the server stands on, without changing it.
struct Examination {
  var database: DatabaseOptions
  var directory: String
  var settings: ServerSettings

  func findings() async -> [HealthFinding] {
    var findings = [program(), disk()]
    findings += [
      secret("the token key", settings.tokenKey), secret("the cursor key", settings.cursorKey),
    ]
    if !settings.auditKey.isEmpty { findings.append(secret("the audit key", settings.auditKey)) }
    do {
      let target = try await database.target()
      let connection = try await MigrateOptions.session(on: target)
      defer { connection.close() }
      findings.append(version(connection))
      findings += await facts(connection)
      findings.append(
        await served(ServedDatabase(target: target, options: database, directory: directory))
      )
    } catch let failure as Failure {
      findings.append(
        broken("the database", failure.message, "See --database-url, or `heartly cluster start`.")
      )
    } catch {
      findings.append(broken("the database", "\(error)", nil))
    }
    return findings
  }

  private func sound(_ subject: String, _ found: String) -> HealthFinding {
    HealthFinding(subject: subject, grade: .sound, found: found)
  }

  private func broken(_ subject: String, _ found: String, _ advice: String?) -> HealthFinding {
    let mark = "error: "
    let found = found.hasPrefix(mark) ? String(found.dropFirst(mark.count)) : found
    return HealthFinding(subject: subject, grade: .broken, found: found, advice: advice)
  }

  private func program() -> HealthFinding {
    do {
      return sound("heartly \(Heartly.version)", "the server is \(try Platform.server())")
    } catch {
      return broken("heartly \(Heartly.version)", error.message, "Install both in one directory.")
    }
  }

  private func secret(_ name: String, _ path: String) -> HealthFinding {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return HealthFinding(
        subject: name,
        grade: .doubtful,
        found: "\(path) is not there",
        advice:
          "It is made when it is needed first. Instances behind one address share it: copy it."
      )
    }
    guard status.st_mode & 0o077 == 0 else {
      return broken(name, "\(path) is open to others on this machine", "chmod 600 \(path)")
    }
    return sound(name, path)
  }

  private func disk() -> HealthFinding {
    var status = statvfs()
    guard statvfs(".", &status) == 0 else { return sound("the disk", "of unknown size") }
    let free = (Int(status.f_bavail) * Int(status.f_frsize)) >> 20
    guard free >= 1_024 else {
      return HealthFinding(
        subject: "the disk",
        grade: .doubtful,
        found: "\(free) MB are free here",
        advice: "A database that cannot write refuses every request: make room."
      )
    }
    return sound("the disk", "\(free) MB are free here")
  }

  private func version(_ connection: Connection) -> HealthFinding {
    let major = connection.serverVersion / 10_000
    guard major >= 14 else {
      return broken("PostgreSQL", "\(major) is too old", "Heartly needs 14 or newer.")
    }
    return sound("PostgreSQL", "\(major)")
  }

  /// The clock, and the roles that sign in.
  private func facts(_ connection: Connection) async -> [HealthFinding] {
    do {
      let now = Date().timeIntervalSince1970
      let theirs: Double = try await connection.query(
        "SELECT extract(epoch FROM clock_timestamp())::float8"
      ).only().decode(0)
      let roles: [String] = try await connection.query(
        """
        SELECT name FROM unnest(\(SignInRole.allCases.map(\.rawValue))) name
        WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name AND rolcanlogin)
        """
      ).map { try $0.decode(0) }
      let apart = abs(theirs - now)
      let clock =
        apart < 2
        ? sound("the clock", "the server's is \(Int(apart * 1000)) ms apart")
        : broken(
          "the clock",
          "the server's is \(Int(apart)) s apart",
          "Sessions and tokens would end at the wrong time: synchronise both (NTP)."
        )
      let signIn =
        roles.isEmpty
        ? sound("roles", "all of them may sign in")
        : broken("roles", "missing: \(roles.joined(separator: ", "))", "heartly migrate up")
      return [clock, signIn]
    } catch {
      return [broken("the database", "\(error)", nil)]
    }
  }

  private func served(_ database: ServedDatabase) async -> HealthFinding {
    do {
      try await database.check()
      return sound("migrations and isolation", "as the files make them")
    } catch let failure as Failure {
      return broken("migrations and isolation", failure.message, nil)
    } catch {
      return broken("migrations and isolation", "\(error)", nil)
    }
  }
}
