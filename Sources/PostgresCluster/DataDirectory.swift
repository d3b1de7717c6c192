#if canImport(System)
  import System
#else
  import SystemPackage
#endif

extension ClusterServer {
  /// Makes the data directory, with the superuser and the database, in one step.
  ///
  /// All is made under another name and gets its own one when it is complete: whatever ends the
  /// program in between, a later start never takes a half-made directory for a whole one.
  func createData(
    with binaries: ServerBinaries,
    _ configuration: ServerConfiguration,
    until deadline: Deadline
  ) async throws(ClusterError) {
    let abandoned = directory.partials.map(\.string)
    if !abandoned.isEmpty {
      try await asAccount(#"rm -rf -- "$@""#, abandoned, deadline)
    }
    let partial = directory.newPartial()
    do throws(ClusterError) {
      try await initialise(partial, with: binaries, configuration.durability, until: deadline)
      try await createDatabase(in: partial, with: binaries, until: deadline)
      let include = "include '\(ServerConfiguration.fileName.string)'"
      try await asAccount(
        #"printf '\n%s\n' "$1" >>"$2""#,
        [include, partial.appending("postgresql.conf").string],
        deadline
      )
      try await write(configuration, to: partial, until: deadline)
    } catch {
      // On a full disk this also gives the room back. The error above is the one to report.
      try? await asAccount(#"rm -rf -- "$1""#, [partial.string], Deadline(after: .seconds(30)))
      throw error
    }
    do throws(Errno) {
      try FileSystem.rename(partial, to: directory.data)
    } catch {
      throw ClusterError(error, while: "make", at: directory.data)
    }
  }

  /// Writes the files that differ, and makes the directories that they name.
  ///
  /// - Returns: Whether any differed.
  @discardableResult
  func write(
    _ configuration: ServerConfiguration,
    to data: FilePath,
    until deadline: Deadline
  ) async throws(ClusterError) -> Bool {
    let changed = configuration.files.filter { file in
      FileSystem.text(of: data.appending(file.name)) != file.text
    }
    let script = """
      set -eu; umask 077; mkdir -p "$1" "$2"; test -w "$1"; test -w "$2"; cd -- "$3"; shift 3
      while [ $# -gt 0 ]; do printf %s "$2" >"$1.new"; mv -f "$1.new" "$1"; shift 2; done
      """
    let directories = [directory.sockets.string, directory.log.string, data.string]
    try await asAccount(script, directories + changed.flatMap { [$0.name, $0.text] }, deadline)
    return !changed.isEmpty
  }

  private func initialise(
    _ data: FilePath,
    with binaries: ServerBinaries,
    _ durability: Durability,
    until deadline: Deadline
  ) async throws(ClusterError) {
    #if os(macOS)
      let locale = "en_US.UTF-8"
    #else
      let locale = "C.UTF-8"
    #endif
    var arguments = [
      "--pgdata=\(data.string)", "--username=\(PrivateCluster.superuser)", "--encoding=UTF8",
      "--data-checksums", "--auth=peer", "--locale=\(locale)",
    ]
    if durability == .none { arguments.append("--no-sync") }
    let icu =
      binaries.majorVersion >= 15 ? ["--locale-provider=icu", "--icu-locale=und"] : []
    var initdb = Command(
      program: binaries.path(of: "initdb"),
      arguments: arguments + icu,
      account: account
    )
    var result = try await initdb.run(until: deadline)
    if !result.succeeded && result.report.contains("ICU is not supported") {
      initdb.arguments = arguments
      result = try await initdb.run(until: deadline)
    }
    guard !result.succeeded else { return }
    let lines = result.report.split(separator: "\n").map(String.init)
    throw failure(lines: lines) {
      .initializationFailed(dataDirectory: directory.data, lastLines: lines.suffix(12))
    }
  }

  /// A server of one session, without a socket: so the database is there before the directory has
  /// its name.
  private func createDatabase(
    in data: FilePath,
    with binaries: ServerBinaries,
    until deadline: Deadline
  ) async throws(ClusterError) {
    let backend = Command(
      program: binaries.path(of: "postgres"),
      arguments: ["--single", "-D", data.string, "postgres"],
      account: account,
      input: "CREATE DATABASE \(PrivateCluster.database);\n"
    )
    let result = try await backend.run(until: deadline)
    let lines = result.report.split(separator: "\n").map(String.init)
    // Such a server reports a failed statement and goes on to the end of its input.
    let refused = lines.contains { line in
      ["ERROR:", "FATAL:", "PANIC:"].contains { line.contains($0) }
    }
    guard !result.succeeded || refused else { return }
    throw failure(lines: lines) {
      .initializationFailed(dataDirectory: directory.data, lastLines: lines.suffix(12))
    }
  }
}
