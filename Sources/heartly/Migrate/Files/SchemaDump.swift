import Postgres
import PostgresCluster
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A database's schema as SQL, the same from run to run.
///
/// PostgreSQL's own `pg_dump` writes it. What changes without a change of the schema is left out:
/// versions, and the random token of `\restrict` with which newer ones guard a restore.
struct SchemaDump {
  let text: String

  /// Runs `pg_dump`. Owners are left out, or that one alone: the role that dumps, which has another
  /// name elsewhere, where roles that the migrations name are to be kept.
  ///
  /// With rows, they are INSERT statements of up to 100 each.
  ///
  /// A lock on a table is waited for as long as `lockWait` says; nil waits without end.
  init(
    of target: ConnectionTarget,
    serverVersion: Int,
    keepingOwnersBut role: String? = nil,
    includingRows: Bool = false,
    lockWait: Duration? = nil
  ) async throws {
    let program = try await Self.program(majorVersion: serverVersion / 10_000)
    let variables = Dictionary(
      uniqueKeysWithValues: target.environmentVariables.map {
        (Environment.Key(stringLiteral: $0.key), String?.some($0.value))
      }
    )
    let result: ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>
    do {
      result = try await Subprocess.run(
        .path(program),
        arguments: Arguments(
          (includingRows ? ["--inserts", "--rows-per-insert=100"] : ["--schema-only"])
            + ["--no-password", "--exclude-schema=heartly_migration"]
            + (role == nil ? ["--no-owner"] : [])
            + (lockWait.map { ["--lock-wait-timeout=\($0.milliseconds)"] } ?? [])
        ),
        environment: .inherit.updating(variables),
        output: .string(limit: 256 << 20),
        error: .string(limit: 1 << 20)
      )
    } catch {
      throw Failure(message: "error: \(program) cannot be run: \(error)")
    }
    guard result.terminationStatus.isSuccess else {
      let said = result.standardError.split(separator: "\n").joined(separator: "\n  ")
      throw Failure(message: "error: \(program) failed:\n  \(said)")
    }
    text = Self.stable(result.standardOutput, without: role)
  }

  private static func program(majorVersion: Int) async throws -> FilePath {
    do {
      let server = try await ServerBinaries.find(majorVersion: majorVersion)
      return server.directory.appending("pg_dump")
    } catch {
      throw Failure(
        message:
          "error: pg_dump of PostgreSQL \(majorVersion), the server's version, is needed. \(error)"
      )
    }
  }

  /// Leaves out what is not of the schema, the owner of that name, and runs of empty lines.
  static func stable(_ dump: String, without role: String?) -> String {
    let owner = "; Owner: \(role ?? "-")"
    let ownership = role.map { [" OWNER TO \($0);", " OWNER TO \"\($0)\";"] } ?? []
    var lines: [Substring] = []
    for line in dump.split(separator: "\n", omittingEmptySubsequences: false) {
      if ["\\restrict ", "\\unrestrict ", "-- Dumped "].contains(where: { line.hasPrefix($0) }) {
        continue
      }
      if line.hasPrefix("ALTER "), ownership.contains(where: { line.hasSuffix($0) }) { continue }
      if line.isEmpty, lines.last?.isEmpty != false { continue }
      let isHead = line.hasPrefix("-- Name: ") && line.hasSuffix(owner)
      lines.append(isHead ? line.dropLast(owner.count) + "; Owner: -" : line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }
}
