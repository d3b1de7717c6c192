internal import NIOCore

/// Notices that the other end of a connection has gone, or will send nothing more.
final class ClientWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let closed: @Sendable (ObjectIdentifier) -> Void

  init(_ closed: @escaping @Sendable (ObjectIdentifier) -> Void) {
    self.closed = closed
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { closed(ObjectIdentifier(context.channel)) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    closed(ObjectIdentifier(context.channel))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if error is IOError { closed(ObjectIdentifier(context.channel)) }
    context.fireErrorCaught(error)
  }
}
