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
    // `/clients/search` is no client's address, though `/clients/{id}` has its shape.
    let closest = fitting.min { variables($0.segments) < variables($1.segments) }
    guard let methods = closest?.methods else { return nil }
    return methods.contains(.get) ? methods + [.head] : methods
  }

  private func variables(_ segments: [Substring]) -> Int {
    segments.count { $0.hasPrefix("{") }
  }
}
