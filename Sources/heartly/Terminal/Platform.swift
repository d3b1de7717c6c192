#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the program asks of the operating system.
enum Platform {
  /// A variable of the environment, if it is set and not empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Where the account keeps what programs can do without: `$XDG_CACHE_HOME/heartly`, which must be
  /// absolute (XDG Base Directory Specification), or `~/.cache/heartly`; on macOS in
  /// `~/Library/Caches`. Nil where the account has no home.
  static var cacheDirectory: String? {
    if let given = environment("XDG_CACHE_HOME"), given.hasPrefix("/") { return given + "/heartly" }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    #if canImport(Darwin)
      return home + "/Library/Caches/heartly"
    #else
      return home + "/.cache/heartly"
    #endif
  }

  /// Whether a person watches the stream.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// How many columns the terminal has; 80 where it does not say.
  static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The name of the account that runs the program, and the machine's.
  static var userAtHost: String {
    let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return user }
    let host = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return "\(user)@\(String(decoding: host, as: UTF8.self))"
  }

  /// Writes all bytes to a stream.
  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Darwin)
          Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      // Nobody reads any more: there is nobody to tell.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Ends the process.
  static func exit(_ status: ExitStatus) -> Never {
    #if canImport(Darwin)
      Darwin.exit(status.rawValue)
    #elseif canImport(Musl)
      Musl.exit(status.rawValue)
    #else
      Glibc.exit(status.rawValue)
    #endif
  }

  /// Leaves the work to other threads, of which one ends the process.
  static func waitForEver() -> Never {
    while true { pause() }
  }

  /// The absolute path with every symbolic link followed, if there is such a file.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Moves a file over another one in one step.
  static func rename(_ source: String, to destination: String) throws {
    #if canImport(Darwin)
      let failed = Darwin.rename(source, destination) != 0
    #elseif canImport(Musl)
      let failed = Musl.rename(source, destination) != 0
    #else
      let failed = Glibc.rename(source, destination) != 0
    #endif
    if failed { throw Failure(message: String(cString: strerror(errno))) }
  }

  /// Replaces the process by another program. Returns only if that fails, with the reason.
  static func execute(_ path: String, _ arguments: [String]) -> String {
    var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    execv(path, pointers)
    return String(cString: strerror(errno))
  }
}
