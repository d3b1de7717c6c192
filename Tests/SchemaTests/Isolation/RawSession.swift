import Foundation
import Postgres
import TestDatabase

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A session of the runtime role that sends single messages of the protocol, which libpq has no call for:
/// a query that is left half read in the portal without a name, and calls of functions.
final class RawSession {
  struct Fault: Error { var message: String }

  private let descriptor: Int32

  /// Signs in over the server's socket in the file system.
  init(_ database: TestDatabase) async throws {
    let connection = try await database.connect()
    let place =
      try await connection.query(
        """
        SELECT btrim(split_part(current_setting('unix_socket_directories'), ',', 1), '" ')
          || '/.s.PGSQL.' || current_setting('port')
        """
      ).only().decode(0) as String
    connection.close()
    #if canImport(Glibc)
      descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      path.copyBytes(from: place.utf8.prefix(path.count - 1))
    }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else { throw Fault(message: "no connection to \(place)") }
    let body =
      Self.integer(196_608) + Self.text("user") + Self.text("heartly_app")
      + Self.text("database") + Self.text(database.name) + [0]
    try put(Self.integer(body.count + 4) + body)
    _ = try answer(until: "Z")
  }

  deinit { close(descriptor) }

  /// Runs statements by the simple protocol.
  func run(_ sql: String) throws {
    try send("Q", Self.text(World.sql(sql)))
    _ = try answer(until: "Z")
  }

  /// Reads one row of a query in the portal without a name, and leaves the rest.
  func beginReading(_ sql: String) throws -> [String] {
    try send("P", Self.text("") + Self.text(World.sql(sql)) + Self.short(0))
    try send("B", Self.text("") + Self.text("") + Self.short(0) + Self.short(0) + Self.short(0))
    try send("E", Self.text("") + Self.integer(1))
    try send("S", [])
    return try answer(until: "Z")
  }

  func readOn() throws -> [String] {
    try send("E", Self.text("") + Self.integer(0))
    try send("S", [])
    return try answer(until: "Z")
  }

  /// Runs a statement in a portal of another name, so that the one without keeps its query.
  func runBeside(_ sql: String) throws {
    try send("P", Self.text("beside") + Self.text(sql) + Self.short(0))
    try send(
      "B",
      Self.text("beside") + Self.text("beside") + Self.short(0) + Self.short(0) + Self.short(0)
    )
    try send("E", Self.text("beside") + Self.integer(0))
    try send("C", Array("P".utf8) + Self.text("beside"))
    try send("S", [])
    _ = try answer(until: "Z")
  }

  /// Calls a function by its number, with arguments as text.
  func call(_ function: Int, _ arguments: [String]) throws {
    var body = Self.integer(function) + Self.short(0) + Self.short(arguments.count)
    for argument in arguments {
      body += Self.integer(argument.utf8.count) + Array(argument.utf8)
    }
    try send("F", body + Self.short(0))
    _ = try answer(until: "Z")
  }

  /// The first columns of the rows until a message of this kind; throws what the server refuses.
  private func answer(until end: Character) throws -> [String] {
    var rows: [String] = []
    var fault: Fault?
    while true {
      let kind = Character(UnicodeScalar(try take(1)[0]))
      let length = try take(4).reduce(0) { $0 << 8 | Int($1) }
      let body = try take(length - 4)
      switch kind {
      case "D" where body.count < 6: rows.append("")
      case "D":
        let size = body[2..<6].reduce(0) { $0 << 8 | Int($1) }
        let value = size <= body.count ? body[6..<(6 + size)] : []
        rows.append(String(decoding: value, as: UTF8.self))
      case "E":
        let fields = body.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        fault = Fault(
          message: fields.first { $0.first == "C" }.map { String($0.dropFirst()) } ?? ""
        )
      default: break
      }
      guard kind != end else { break }
    }
    if let fault { throw fault }
    return rows
  }

  private func send(_ kind: Character, _ body: [UInt8]) throws {
    try put(Array(String(kind).utf8) + Self.integer(body.count + 4) + body)
  }

  private func put(_ bytes: [UInt8]) throws {
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      throw Fault(message: "the server does not listen")
    }
  }

  private func take(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
      }
      guard got > 0 else { throw Fault(message: "the server closed the session") }
      filled += got
    }
    return bytes
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }
  private static func integer(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: Int32(value).bigEndian) { Array($0) }
  }
  private static func short(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: Int16(value).bigEndian) { Array($0) }
  }
}
