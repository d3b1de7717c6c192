import Foundation
import NIOCore
import NIOPosix

/// One connection on which requests follow each other, as a browser keeps it.
struct WireSession {
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var received: [UInt8] = []

  /// The server closed the connection before its answer was whole.
  struct Ended: Error {}

  /// Runs the body with a connection, which is closed afterwards.
  static func with<Value>(
    _ port: Int,
    _ body: (inout WireSession) async throws -> Value
  ) async throws -> Value {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(10))
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      var session = WireSession(inbound: inbound.makeAsyncIterator(), outbound: outbound)
      return try await body(&session)
    }
  }

  private init(
    inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
    outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) {
    self.inbound = inbound
    self.outbound = outbound
  }

  /// Asks for a path and returns the whole answer.
  mutating func get(_ path: String, token: String) async throws -> WireAnswer {
    let head = "GET \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\r\n"
    try await outbound.write(ByteBuffer(string: head))
    return try await answer()
  }

  /// Sends bytes as they are and returns the first answer to them.
  mutating func send(_ text: String, isHead: Bool = false) async throws -> WireAnswer {
    try await outbound.write(ByteBuffer(string: text))
    return try await answer(isHead: isHead)
  }

  private mutating func answer(isHead: Bool = false) async throws -> WireAnswer {
    while true {
      if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = try WireAnswer(Array(received[..<end.upperBound]))
        let body = isHead ? 0 : head["content-length"].flatMap(Int.init) ?? 0
        let length = end.upperBound + body
        if received.count >= length {
          defer { received.removeFirst(length) }
          return try WireAnswer(Array(received[..<length]))
        }
      }
      guard let more = try await inbound.next(isolation: #isolation) else { throw Ended() }
      received += more.readableBytesView
    }
  }
}
