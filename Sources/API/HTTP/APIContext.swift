internal import Access
internal import Hummingbird
internal import NIOCore

/// What belongs to one request beside its bytes.
struct APIContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The other end of the socket.
  let peer: SocketAddress?
  /// Names the request in answers, logs and the audit.
  let id = ID<Access.Request>.new()

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress
  }
}
