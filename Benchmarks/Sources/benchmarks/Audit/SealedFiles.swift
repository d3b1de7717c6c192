import TransparencyLog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// An export of many entries with what is kept outside of the database, made without one.
struct SealedFiles {
  let export: FilePath
  let witness: FilePath
  /// The text of the public key.
  let key: String

  init(entries count: Int, in scratch: ScratchDirectory) throws {
    let base = try NoteSigningKey(name: "example.org/audit")
    let log = "00000000-0000-0000-0000-000000000001"
    let key = try base.named("example.org/audit/\(log)")
    export = scratch.file("export.jsonl")
    witness = scratch.file("witness/\(log)")
    self.key = base.verifierKey.description
    var appender = try LogAppender(LogDirectory(witness.string), keys: [key.verifierKey])
    let body = scratch.file("export.body")
    let file = try FileDescriptor.open(
      body,
      .writeOnly,
      options: [.create, .truncate],
      permissions: .ownerReadWrite
    )
    var notes = ""
    try file.closeAfter {
      var buffer: [UInt8] = []
      for number in 0..<count {
        let (line, leaf) = try Self.entry(number)
        buffer += line
        try appender.append(leaf)
        // As many checkpoints as a day of sealing every ten seconds makes of so many entries.
        if (number + 1) % 100 == 0 || number + 1 == count {
          var checkpoint = Checkpoint(
            origin: key.verifierKey.name,
            size: appender.frontier.size,
            root: appender.frontier.root
          )
          checkpoint.time = Timestamp(secondsSince1970: Self.start + Int64(number) / 10 + 1)
          let note = try checkpoint.signed(by: key)
          try appender.append(note)
          notes += "{\"checkpoint\":\"\(note.description.replacing("\n", with: "\\n"))\"}\n"
        }
        if buffer.count > 1 << 20 {
          try file.writeAll(buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
      try file.writeAll(buffer)
    }
    try appender.commit()
    let header = #"{"origin":"\#(key.verifierKey.name)","size":\#(count)}"# + "\n"
    _ = try scratch.write(header + notes, to: "export.jsonl")
    try Self.append(body, to: export)
  }

  private static let start: Int64 = 1_795_478_400

  private static func entry(_ number: Int) throws -> ([UInt8], LeafLine) {
    let date = Timestamp(secondsSince1970: start + Int64(number) / 10)
      .description.replacing("Z", with: ".123456+00:00")
    let digits = String(number)
    let id = "01900000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    let entry = Array(
      (#"{"action":"READ","clientId":"\#(id)","created_at":"\#(date)","details":{"fields":["firstName","lastName"],"page":\#(number)},"#
        + #""id":"\#(id)","ipAddress":"10.0.0.1","outcome":"SUCCESS","requestId":"\#(id)","sessionId":"\#(id)","#
        + #""targetFacilityId":"\#(id)","tenantId":"00000000-0000-0000-0000-000000000001","#
        + #""transactionId":"\#(1000 + number)","userAgent":"Mozilla/5.0 (X11; Linux x86_64)","userId":"\#(id)"}"#)
        .utf8
    )
    let leaf = LeafLine(
      index: UInt64(number),
      hash: MerkleHash(leaf: entry),
      log: "user_action_audit_log",
      id: id,
      createdAt: date
    )
    let head =
      #"{"index":\#(number),"leafHash":"\#(leaf.hash)","log":"\#(leaf.log)","id":"\#(id)","createdAt":"\#(date)","entry":"#
    return (Array(head.utf8) + entry + Array("}\n".utf8), leaf)
  }

  private static func append(_ source: FilePath, to target: FilePath) throws {
    let input = try FileDescriptor.open(source, .readOnly)
    defer { try? input.close() }
    let output = try FileDescriptor.open(target, .writeOnly, options: .append)
    try output.closeAfter {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 1)
      defer { buffer.deallocate() }
      while case let count = try input.read(into: buffer), count > 0 {
        _ = try output.writeAll(buffer[..<count])
      }
    }
  }
}
