import Postgres

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Moves rows between a file and a connection, 64 KiB at a time.
struct CopyStream {
  let file: FilePath

  private static let chunkBytes = 1 << 16

  func load(into connection: Connection) async throws {
    let descriptor = try FileDescriptor.open(file, .readOnly)
    defer { try? descriptor.close() }
    try await connection.copyIn("COPY item FROM STDIN") { writer in
      while case let chunk = try Self.chunk(of: descriptor), !chunk.isEmpty {
        try await writer.write(chunk)
      }
    }
  }

  func unload(from connection: Connection) async throws {
    let descriptor = try FileDescriptor.open(file, .writeOnly)
    defer { try? descriptor.close() }
    try await connection.copyOut("COPY item TO STDOUT") { rows in
      var buffer: [UInt8] = []
      buffer.reserveCapacity(Self.chunkBytes * 2)
      for try await row in rows {
        buffer += row
        guard buffer.count >= Self.chunkBytes else { continue }
        try descriptor.writeAll(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
      try descriptor.writeAll(buffer)
    }
  }

  private static func chunk(of descriptor: FileDescriptor) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: chunkBytes) { buffer, count in
      count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
