import Foundation
import NIOCore
import NIOPosix

/// Talks HTTP/1.1 to a port byte by byte, so that a test sees exactly what is sent and answered.
enum Wire {
  /// Sends bytes on a connection of their own, and returns what came until the server closed it.
  static func send(_ bytes: [UInt8], to port: Int) async throws -> [UInt8] {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(10))
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(bytes: bytes))
      var answer: [UInt8] = []
      for try await buffer in inbound { answer += buffer.readableBytesView }
      return answer
    }
  }
}

/// An answer as it came over the wire.
struct WireAnswer: Sendable {
  let status: Int
  /// In lower case; a name that came twice has both values.
  let headers: [String: [String]]
  let body: [UInt8]

  init(_ bytes: [UInt8]) throws {
    struct Malformed: Error {}
    let end = Array("\r\n\r\n".utf8)
    guard let split = bytes.firstRange(of: end) else { throw Malformed() }
    let lines = String(decoding: bytes[..<split.lowerBound], as: UTF8.self).components(
      separatedBy: "\r\n"
    )
    guard let code = lines.first?.split(separator: " ").dropFirst().first, let status = Int(code)
    else { throw Malformed() }
    self.status = status
    headers = lines.dropFirst().reduce(into: [:]) { headers, line in
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased(), default: []].append(
        parts[1].trimmingCharacters(in: .whitespaces)
      )
    }
    body = Array(bytes[split.upperBound...])
  }

  subscript(header: String) -> String? { headers[header]?.first }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body, by Foundation's reading.
  var json: [String: Any] {
    get throws {
      try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
    }
  }

  /// Everything but what differs between any two answers.
  var comparable: String { "\(comparableHead) \(text)" }

  /// The same without the body.
  var comparableHead: String {
    let varying = ["x-request-id", "date"]
    let rest = headers.filter { !varying.contains($0.key) }.sorted { $0.key < $1.key }
    return "\(status) \(rest.map { "\($0.key): \($0.value)" })"
  }
}
