internal import HTTPTypes

/// Which methods an address knows, for those who used another one.
struct PathTable: Sendable {
  private let known: [(segments: [Substring], methods: [HTTPRequest.Method])]

  init(_ routes: [Route]) {
    known = Dictionary(grouping: routes, by: \.path).map { path, routes in
      (path[...].split(separator: "/"), routes.map(\.method))
    }
  }

  /// The methods of the first address of this shape; nil where there is none.
  func methods(of path: String) -> [HTTPRequest.Method]? {
    let segments = path.prefix { $0 != "?" }.split(separator: "/")
    let fitting = known.filter { known in
      known.segments.count == segments.count
        && zip(known.segments, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    guard !fitting.isEmpty else { return nil }
    let methods = fitting.flatMap(\.methods)
    return methods.contains(.get) ? methods + [.head] : methods
  }
}
