internal import Access
internal import HTTPTypes

/// Where a request comes from, as far as it can be known: the other end of the socket, and what
/// proxies say that were named as trusted.
struct Provenance: Sendable {
  var id: ID<Access.Request>
  /// As text that PostgreSQL's `inet` accepts; nil for what has no address.
  var address: String?
  /// Whether the caller spoke TLS, to us or to the proxy.
  var isSecure: Bool
  /// Whether the other end of the socket is a trusted proxy.
  var isFromProxy: Bool

  init(peer: String?, headers: HTTPFields, proxies: [Network], isTLS: Bool) {
    isFromProxy = peer.map { peer in proxies.contains { $0.contains(peer) } } ?? false
    address = peer
    isSecure = isTLS
    id = .new()
    guard isFromProxy else { return }
    let hops = headers[values: .xForwardedFor].flatMap { $0.split(separator: ",") }
      .map { String($0.filter { $0 != " " && $0 != "\t" }) }
    // From the right: each proxy appends whom it got the request from. The first that is no proxy of
    // ours is the caller, and what stands left of it was written by them.
    for hop in hops.reversed() {
      guard Network.bytes(of: hop) != nil else { break }
      address = hop
      guard proxies.contains(where: { $0.contains(hop) }) else { break }
    }
    isSecure = isSecure || headers[.xForwardedProto]?.lowercased() == "https"
    if let given = headers[.requestID].flatMap({ ID<Access.Request>($0) }) { id = given }
  }
}

extension HTTPField.Name {
  static var xForwardedFor: Self { named("x-forwarded-for") }
  static var xForwardedProto: Self { named("x-forwarded-proto") }
}
