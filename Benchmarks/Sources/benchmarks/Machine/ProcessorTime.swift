#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Processor time, user and system together, in seconds.
enum ProcessorTime {
  /// What all threads of this process have used so far.
  static var ofThisProcess: Double {
    var usage = rusage()
    getrusage(ofSelf, &usage)
    return of(usage)
  }

  // glibc declares the call's parameter and its constants as different types.
  #if canImport(Glibc)
    private static let ofSelf = __rusage_who_t(RUSAGE_SELF.rawValue)
  #else
    private static let ofSelf = Int32(RUSAGE_SELF)
  #endif

  /// What a process used that has ended.
  static func of(_ usage: rusage) -> Double {
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
