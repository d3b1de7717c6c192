internal import Access
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// What belongs to one request beside its bytes.
struct APIContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection that it came on.
  let connection: ObjectIdentifier
  /// The other end of the socket.
  let peer: String?
  /// Where it comes from; set before it is routed.
  var provenance: Provenance?
  /// What is learnt on the way, for the log.
  let facts = RequestFacts()

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    connection = ObjectIdentifier(source.channel)
    peer = source.channel.remoteAddress?.ipAddress
  }
}

/// What the stages of a request learn of it.
final class RequestFacts: Sendable {
  private let known = Mutex<ID<Tenant>?>(nil)

  /// Whose data it is about, once it is authenticated.
  var tenant: ID<Tenant>? {
    get { known.withLock { $0 } }
    set { known.withLock { $0 = newValue } }
  }
}
