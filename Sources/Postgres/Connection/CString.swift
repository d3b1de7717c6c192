#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A C string with a life of its own, for C functions that take arrays of them.
final class CString {
  let pointer: UnsafeMutablePointer<CChar>?

  init(_ text: String) { pointer = strdup(text) }
  deinit { free(pointer) }
}

extension [CString] {
  /// The strings' addresses and a NULL, as C's arrays of strings end.
  var pointers: [UnsafePointer<CChar>?] { map { UnsafePointer($0.pointer) } + [nil] }
}
