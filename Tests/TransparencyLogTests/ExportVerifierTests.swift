import Testing

@testable import TransparencyLog

/// Each thing that can be done to a log, as its export shows it, with and without what was kept
/// outside.
@Suite struct ExportVerifierTests {
  private func expect(
    _ kind: Finding.Kind,
    at index: UInt64?,
    in log: SampleLog,
    _ lines: [String],
    withWitness: Bool,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let finding = try log.verdict(of: lines, withWitness: withWitness).finding
    #expect(finding?.kind == kind, "\(finding?.reason ?? "nothing")", sourceLocation: location)
    #expect(finding?.index == index, "\(finding?.reason ?? "nothing")", sourceLocation: location)
  }

  @Test(arguments: [true, false])
  func `a log that nobody touched holds`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    let verdict = try log.verdict(of: log.heads() + log.lines(), withWitness: withWitness)
    #expect(verdict.finding == nil)
    #expect(verdict.entries == 40)
    #expect(verdict.newest?.size == 40)
  }

  @Test(arguments: 0..<40)
  func `an edited entry is named`(index: Int) throws {
    let log = try SampleLog.sealed()
    var lines = log.lines()
    lines[index] = lines[index].replacing(#""details":"x""#, with: #""details":"y""#)
    for withWitness in [true, false] {
      try expect(.edited, at: UInt64(index), in: log, log.heads() + lines, withWitness: withWitness)
    }
  }

  @Test(arguments: [true, false])
  func `an entry with another date is back-dated`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    var lines = log.lines()
    lines[13] = lines[13].replacing(#""created_at":"2026"#, with: #""created_at":"2025"#)
    try expect(.backDated, at: 13, in: log, log.heads() + lines, withWitness: withWitness)
  }

  @Test(arguments: [true, false])
  func `a removed row, and a removed row with its hash`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    var lines = log.lines()
    lines[7] = SampleLog.line(7, log.entries[7], isGone: true)
    try expect(.removed, at: 7, in: log, log.heads() + lines, withWitness: withWitness)
    lines.remove(at: 7)
    try expect(.removed, at: 7, in: log, log.heads() + lines, withWitness: withWitness)
  }

  @Test func `a removed row whose place was closed is named by what is outside`() throws {
    let log = try SampleLog.sealed()
    var entries = log.entries
    entries.remove(at: 7)
    let lines = log.heads() + log.lines(entries)
    let finding = try log.verdict(of: lines, withWitness: true).finding
    #expect(finding?.kind == .removed)
    #expect(finding?.id == "id-7")
    try expect(.rehashed, at: 0, in: log, lines, withWitness: false)
  }

  @Test(arguments: [true, false])
  func `a cut tail: rows, rows with hashes, and all but the checkpoints`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    var lines = log.lines()
    for index in 35..<40 { lines[index] = SampleLog.line(index, log.entries[index], isGone: true) }
    try expect(.tailCut, at: 35, in: log, log.heads() + lines, withWitness: withWitness)
    lines.removeLast(5)
    try expect(.tailCut, at: 35, in: log, log.heads(size: 35) + lines, withWitness: withWitness)
  }

  @Test(arguments: [true, false])
  func `two entries that changed places`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    var entries = log.entries
    entries.swapAt(22, 27)
    let lines = log.heads() + log.lines(entries)
    try expect(.reordered, at: 22, in: log, lines, withWitness: withWitness)
  }

  @Test func `an entry that was changed with its hash`() throws {
    let log = try SampleLog.sealed()
    var entries = log.entries
    entries[31] = try SampleLog.entry(31, details: "y")
    let lines = log.heads() + log.lines(entries)
    try expect(.rehashed, at: 31, in: log, lines, withWitness: true)
    // Without the leaves outside it is known to be one of the batch.
    try expect(.rehashed, at: 30, in: log, lines, withWitness: false)
  }

  @Test func `everything hashed anew, with checkpoints that nobody signed`() throws {
    let log = try SampleLog.sealed()
    var entries = log.entries
    entries[31] = try SampleLog.entry(31, details: "y")
    let forged = try SampleLog()
    try forged.seal(entries, at: SampleLog.start + 40)
    let lines = log.heads(forged.checkpoints) + log.lines(entries)
    try expect(.rehashed, at: 31, in: log, lines, withWitness: true)
    try expect(.unsigned, at: 0, in: log, lines, withWitness: false)
  }

  @Test func `an entry that was put among older ones`() throws {
    let log = try SampleLog.sealed()
    var entries = log.entries
    entries.insert(try SampleLog.entry(99, createdAt: SampleLog.start + 5), at: 5)
    try expect(.backDated, at: 5, in: log, log.heads() + log.lines(entries), withWitness: true)
  }

  @Test(arguments: [true, false])
  func `a row that was made later with an old date and sealed as usual`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    try log.seal([SampleLog.entry(40, createdAt: SampleLog.start - 3000)], at: SampleLog.start + 60)
    try expect(.backDated, at: 40, in: log, log.heads() + log.lines(), withWitness: withWitness)
  }

  @Test(arguments: [true, false])
  func `a row whose clock was an hour ahead`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    try log.seal([SampleLog.entry(40, createdAt: SampleLog.start + 3660)], at: SampleLog.start + 60)
    try expect(.postDated, at: 40, in: log, log.heads() + log.lines(), withWitness: withWitness)
  }

  @Test func `an old backup`() throws {
    let log = try SampleLog.sealed()
    let heads = log.heads(Array(log.checkpoints.prefix(2)), size: 20)
    let lines = Array(log.lines().prefix(20))
    try expect(.oldBackup, at: 20, in: log, heads + lines, withWitness: true)
    // Alone it is a log like any other: that is why checkpoints are kept elsewhere.
    #expect(try log.verdict(of: heads + lines, withWitness: false).finding == nil)
  }

  @Test func `an old backup on which another log went on`() throws {
    let log = try SampleLog.sealed()
    let fork = try SampleLog.sealed()
    let logKey = try log.key.named(SampleLog.origin)
    var entries = Array(log.entries.prefix(20))
    for number in 20..<50 { entries.append(try SampleLog.entry(number, details: "fork")) }
    var frontier = MerkleFrontier()
    for entry in entries { frontier.append(entry.hash) }
    var checkpoint = Checkpoint(origin: SampleLog.origin, size: 50, root: frontier.root)
    checkpoint.time = Timestamp(secondsSince1970: SampleLog.start + 90)
    fork.checkpoints = try log.checkpoints.prefix(2) + [checkpoint.signed(by: logKey)]
    let lines = fork.heads(size: 50) + fork.lines(entries)
    let finding = try log.verdict(of: lines, withWitness: true).finding
    #expect(finding?.kind == .oldBackup || finding?.kind == .rehashed)
    #expect(finding?.index == 20)
  }

  @Test func `an entry past its retention may be gone, a younger one may not`() throws {
    let log = try SampleLog()
    let old = try (0..<5).map { try SampleLog.entry($0, createdAt: 1_500_000_000 + Int64($0)) }
    try log.seal(old, at: 1_500_000_010)
    try log.seal([SampleLog.entry(5)], at: SampleLog.start + 10)
    let gone = (0..<5).map { SampleLog.line($0, log.entries[$0], isGone: true) }
    let lines = log.heads() + gone + [SampleLog.line(5, log.entries[5])]
    for withWitness in [true, false] {
      let verdict = try log.verdict(of: lines, withWitness: withWitness)
      #expect(verdict.finding == nil)
      #expect(verdict.archived == 5)
      let longer = try log.verdict(of: lines, withWitness: withWitness, years: 10)
      #expect(longer.finding?.kind == .removed)
    }
  }

  @Test(arguments: [true, false])
  func `a part of a log, with the rest by its hashes`(withWitness: Bool) throws {
    let log = try SampleLog.sealed()
    let tree = MerkleTree(leaves: log.entries.map(\.hash))
    func omitted(_ from: UInt64, _ to: UInt64) -> String {
      let hashes = tree.cover(from..<to).map { "\"\($0.hash)\"" }.joined(separator: ",")
      return #"{"omittedFrom":\#(from),"omittedTo":\#(to),"hashes":[\#(hashes)]}"#
    }
    var lines = log.lines()
    lines.replaceSubrange(18..<40, with: [omitted(18, 20), omitted(20, 30), omitted(30, 40)])
    lines.replaceSubrange(0..<3, with: [omitted(0, 3)])
    let verdict = try log.verdict(of: log.heads() + lines, withWitness: withWitness)
    #expect(verdict.finding == nil)
    #expect(verdict.omitted == 25)
    lines[3] = lines[3].replacing(#""details":"x""#, with: #""details":"y""#)
    try expect(.edited, at: 5, in: log, log.heads() + lines, withWitness: withWitness)
  }

  @Test func `an entry that nobody sealed though it is old`() throws {
    let log = try SampleLog.sealed()
    let young =
      #"{"unsealed":true,"log":"log","id":"a","createdAt":"2026-11-24T00:01:00+00:00","entry":{}}"#
    let old =
      #"{"unsealed":true,"log":"log","id":"b","createdAt":"2026-11-01T00:01:00+00:00","entry":{}}"#
    let whole = log.heads() + log.lines()
    #expect(try log.verdict(of: whole + [young], withWitness: false).finding == nil)
    let finding = try log.verdict(of: whole + [young, old], withWitness: false).finding
    #expect(finding?.kind == .backDated)
    #expect(finding?.id == "b")
  }

  @Test func `another key's log, and what is no export`() throws {
    let log = try SampleLog.sealed()
    let other = try SampleLog.sealed()
    try expect(.unsigned, at: 0, in: log, other.heads() + other.lines(), withWitness: false)
    try expect(.unreadable, at: nil, in: log, ["{}"], withWitness: false)
    try expect(.unreadable, at: nil, in: log, [], withWitness: false)
    try expect(.unreadable, at: nil, in: log, log.heads() + ["{\"index\":0"], withWitness: false)
  }

  @Test func `an entry that was written anew by another program still holds`() throws {
    let log = try SampleLog.sealed()
    let lines = log.lines().map { $0.replacing(",", with: ", ").replacing("\":", with: "\": ") }
    #expect(try log.verdict(of: log.heads() + lines, withWitness: true).finding == nil)
  }
}
