import Foundation
import Testing

@testable import TransparencyLog

/// A log of some entries that was sealed in batches, as files in a directory of its own.
final class SampleLog {
  struct Entry {
    var content: String
    var id: String
    var createdAt: String
    var hash: MerkleHash
  }

  static let origin = "example.org/audit/one"
  /// 2026-11-24T00:00:00Z
  static let start: Int64 = 1_795_478_400

  let root = FileManager.default.temporaryDirectory.appending(
    path: "heartly-log-\(UInt64.random(in: 0 ... .max))"
  )
  let key: NoteSigningKey
  var entries: [Entry] = []
  var checkpoints: [SignedNote] = []

  var directory: LogDirectory { LogDirectory(root.appending(path: "witness").path) }
  private var exportPath: String { root.appending(path: "export.jsonl").path }

  init() throws {
    key = try NoteSigningKey(name: "example.org/audit")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  static func entry(_ number: Int, createdAt: Int64? = nil, details: String = "x") throws -> Entry {
    let date = Timestamp(secondsSince1970: createdAt ?? start + Int64(number))
      .description.replacing("Z", with: ".5+00:00")
    let json =
      #"{"id":"id-\#(number)","created_at":"\#(date)","transactionId":"\#(1000 + number)","details":"\#(details)"}"#
    let content = try CanonicalJSON.entry(of: Array(json.utf8))
    return Entry(
      content: String(decoding: content, as: UTF8.self),
      id: "id-\(number)",
      createdAt: date,
      hash: MerkleHash(leaf: content)
    )
  }

  /// Seals entries on the files as they are.
  func seal(_ more: [Entry], at seconds: Int64) throws {
    let logKey = try key.named(Self.origin)
    var appender = try LogAppender(directory, keys: [logKey.verifierKey])
    for entry in more {
      try appender.append(
        LeafLine(
          index: UInt64(entries.count),
          hash: entry.hash,
          log: "log",
          id: entry.id,
          createdAt: entry.createdAt
        )
      )
      entries.append(entry)
    }
    var checkpoint = Checkpoint(
      origin: Self.origin,
      size: appender.frontier.size,
      root: appender.frontier.root
    )
    checkpoint.time = Timestamp(secondsSince1970: seconds)
    let note = try checkpoint.signed(by: logKey)
    try appender.append(note)
    try appender.commit()
    checkpoints.append(note)
  }

  /// Forty entries in four batches, each ten seconds after the one before.
  static func sealed() throws -> SampleLog {
    let log = try SampleLog()
    for batch in 0..<4 {
      let more = try (batch * 10..<batch * 10 + 10).map { try entry($0) }
      try log.seal(more, at: start + Int64(batch * 10 + 10))
    }
    return log
  }

  // MARK: Exports

  static func line(_ index: Int, _ entry: Entry, isGone: Bool = false) -> String {
    #"{"index":\#(index),"leafHash":"\#(entry.hash)","log":"log","id":"\#(entry.id)","#
      + #""createdAt":"\#(entry.createdAt)","entry":\#(isGone ? "null" : entry.content)}"#
  }

  func lines(_ entries: [Entry]? = nil) -> [String] {
    (entries ?? self.entries).enumerated().map { Self.line($0.offset, $0.element) }
  }

  func heads(_ notes: [SignedNote]? = nil, size: Int? = nil) -> [String] {
    let header =
      #"{"format":"heartly-audit-export/1","origin":"\#(Self.origin)","size":\#(size ?? entries.count)}"#
    return [header]
      + (notes ?? checkpoints).map {
        #"{"checkpoint":"\#($0.description.replacing("\n", with: "\\n"))"}"#
      }
  }

  func verdict(
    of lines: [String],
    withWitness: Bool,
    years: Int64 = 6
  ) throws -> Verdict {
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: exportPath))
    var verifier = ExportVerifier(key: key.verifierKey, witness: withWitness ? directory : nil)
    verifier.retentionYears = years
    return try verifier.verify(exportPath)
  }
}
