#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where libpg_query may stand.
enum LibrarySearch {
  /// The environment variable that names the library and ends the search.
  static let override = "HEARTLY_PARSER_LIBRARY"

  /// What to hand to dlopen, the best first: the name that the dynamic linker resolves, then the
  /// versioned files, for which Debian's package without headers has no plain name.
  static func candidates(in directories: [String] = Self.directories) -> [String] {
    let plain = ["libpg_query.so", "libpg_query.dylib"]
    let found = directories.flatMap { directory in
      names(in: directory).filter(isLibrary).sorted(by: isNewer).map { "\(directory)/\($0)" }
    }
    return plain + found
  }

  static let directories = [
    "/usr/local/lib", "/opt/homebrew/lib", "/opt/homebrew/opt/libpg_query/lib",
    "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
  ]

  /// `libpg_query.so.1504.0`, `libpg_query.17.dylib`; not the static `libpg_query.a`.
  static func isLibrary(_ name: String) -> Bool {
    name.hasPrefix("libpg_query.")
      && (name.hasSuffix(".dylib") || name.hasSuffix(".so") || name.hasPrefix("libpg_query.so."))
  }

  /// Compares the numbers in two names: 1706.0 stands before 1504.0, and that before 1504.
  static func isNewer(_ one: String, _ other: String) -> Bool {
    let (one, other) = (numbers(in: one), numbers(in: other))
    return other.lexicographicallyPrecedes(one)
  }

  private static func numbers(in name: String) -> [Int] {
    name.split(separator: ".").compactMap { Int($0) }
  }

  private static func names(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }

  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
