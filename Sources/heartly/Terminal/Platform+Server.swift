extension Platform {
  /// The program `heartly-server`, which is installed beside this one.
  static func server() throws(Failure) -> String {
    let own = realPath("/proc/self/exe") ?? realPath(CommandLine.arguments[0])
    let directory = own.map { $0.split(separator: "/").dropLast().joined(separator: "/") }
    guard let directory, let server = realPath("/\(directory)/heartly-server") else {
      throw Failure(
        message: "error: heartly-server is not beside \(own ?? "heartly"); `make up` builds both"
      )
    }
    return server
  }
}
