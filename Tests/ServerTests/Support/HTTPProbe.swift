import Foundation
import NIOCore
import NIOPosix

/// Talks HTTP/1.1 to a port byte by byte: a request on a connection of its own, or several on one.
enum HTTPProbe {
  struct Answer: Sendable {
    var status: Int
    /// In lower case.
    var headers: [String: String]
    var body: String
  }

  struct NoAnswer: Error {}

  static func get(
    _ path: String,
    on port: Int,
    token: String? = nil,
    headers: [String] = []
  ) async throws -> Answer {
    try await send("GET", path, on: port, token: token, headers: headers)
  }

  static func send(
    _ method: String,
    _ path: String,
    on port: Int,
    token: String? = nil,
    headers: [String] = [],
    json: String? = nil
  ) async throws -> Answer {
    let bytes = request(method, path, token: token, headers: headers + ["Connection: close"], json)
    return try await connected(to: port) { inbound, outbound in
      try await outbound.write(ByteBuffer(string: bytes))
      var answer: [UInt8] = []
      for try await chunk in inbound { answer += chunk.readableBytesView }
      return try parse(answer)
    }
  }

  static func request(
    _ method: String,
    _ path: String,
    token: String? = nil,
    headers: [String] = [],
    _ json: String? = nil
  ) -> String {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers
    if let token { lines.append("Authorization: Bearer \(token)") }
    if let json {
      lines += ["Content-Type: application/json", "Content-Length: \(json.utf8.count)"]
    }
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + (json ?? "")
  }

  /// Runs the body with a connection, which is closed afterwards.
  static func connected<Value: Sendable>(
    to port: Int,
    _ body:
      @Sendable (
        NIOAsyncChannelInboundStream<ByteBuffer>, NIOAsyncChannelOutboundWriter<ByteBuffer>
      ) async throws -> Value
  ) async throws -> Value {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(10))
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose(body)
  }

  static func parse(_ bytes: [UInt8]) throws -> Answer {
    guard let split = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { throw NoAnswer() }
    let lines = String(decoding: bytes[..<split.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    guard let word = lines.first?.split(separator: " ").dropFirst().first, let status = Int(word)
    else { throw NoAnswer() }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return Answer(
      status: status,
      headers: headers,
      body: String(decoding: bytes[split.upperBound...], as: UTF8.self)
    )
  }
}
