#if canImport(System)
  import System
#else
  import SystemPackage
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the operating system knows about a process: a number in a file left behind says nothing,
/// because numbers are given again to other processes.
enum ProcessTable {
  /// A process that has ended but was not collected by its parent counts as dead: in a container
  /// whose first process collects nothing it would otherwise seem to live for ever.
  static func isAlive(_ processID: Int32) -> Bool {
    guard kill(processID, 0) == 0 || errno == EPERM else { return false }
    #if os(Linux)
      guard let stat = FileSystem.text(of: FilePath("/proc/\(processID)/stat")),
        let end = stat.lastIndex(of: ")")
      else { return kill(processID, 0) == 0 || errno == EPERM }
      let state = stat[stat.index(after: end)...].drop(while: \.isWhitespace).first
      return state != "Z" && state != "X"
    #else
      return true
    #endif
  }

  /// Whether the process is on its way out: the kernel has taken its memory, and with it the name by
  /// which a server is known, but not yet its number.
  static func isEnding(_ processID: Int32) -> Bool {
    #if os(Linux)
      guard isAlive(processID), let stat = FileSystem.text(of: FilePath("/proc/\(processID)/stat")),
        let end = stat.lastIndex(of: ")")
      else { return false }
      // After the name: state, parent, group, session, terminal, its group, flags.
      let fields = stat[stat.index(after: end)...].split(separator: " ")
      guard fields.count > 6, let flags = UInt32(fields[6]) else { return false }
      // PF_EXITING of the kernel.
      return flags & 0x4 != 0
    #else
      return false
    #endif
  }

  /// Whether the process is the server (not one of its backends) of this data directory.
  static func isPostmaster(_ processID: Int32, of dataDirectory: FilePath) async -> Bool {
    guard isAlive(processID) else { return false }
    #if os(Linux)
      return isPostmasterByProc(processID, of: dataDirectory)
    #else
      return await isPostmasterByPs(processID, of: dataDirectory)
    #endif
  }

  #if os(Linux)
    private static func isPostmasterByProc(
      _ processID: Int32,
      of dataDirectory: FilePath
    ) -> Bool {
      guard let line = FileSystem.text(of: FilePath("/proc/\(processID)/cmdline")) else {
        return false
      }
      let arguments = line.split(separator: "\0").map(String.init)
      guard let program = arguments.first.map({ FilePath($0) }), isServerProgram(program) else {
        return false
      }
      // A server works in its data directory. Root in a container may not be allowed to see that of
      // another account's process; then its arguments tell.
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink("/proc/\(processID)/cwd", &buffer, buffer.count)
      if length > 0 {
        let bytes = buffer.prefix(length).map { UInt8(bitPattern: $0) }
        return FilePath(String(decoding: bytes, as: UTF8.self)) == dataDirectory
      }
      guard let flag = arguments.firstIndex(of: "-D"), arguments.indices.contains(flag + 1) else {
        return false
      }
      let named = FilePath(arguments[flag + 1])
      return named == dataDirectory || FileSystem.resolve(named) == dataDirectory
    }
  #else
    private static func isPostmasterByPs(
      _ processID: Int32,
      of dataDirectory: FilePath
    ) async -> Bool {
      let ps = Command(
        program: "/bin/ps",
        arguments: ["-ww", "-o", "command=", "-p", "\(processID)"]
      )
      guard let answer = try? await ps.run(until: Deadline(after: .seconds(10))), answer.succeeded,
        let line = answer.output.split(separator: "\n").first
      else { return false }
      let parts = line.split(separator: " -D ", maxSplits: 1).map(String.init)
      guard parts.count == 2, isServerProgram(FilePath(parts[0])) else { return false }
      return parts[1] == dataDirectory.string || parts[1].hasPrefix(dataDirectory.string + " ")
    }
  #endif

  private static func isServerProgram(_ program: FilePath) -> Bool {
    ["postgres", "postmaster"].contains(program.lastComponent?.string)
  }
}
