/// The state of a verification while it passes over the lines of an export.
struct ExportWalk {
  var verdict: Verdict
  let verifier: ExportVerifier
  let path: String
  private var checkpoints: KnownCheckpoints
  private let sizeInDatabase: UInt64
  private var frontier = MerkleFrontier()
  private var witness: LineReader?
  private var witnessIsAtEnd = false
  /// Where the last checkpoint ended that agreed.
  private var agreed: UInt64 = 0
  /// The first entry of those that are gone without being archived, up to here.
  private var missing: ExportLine.Entry?
  private var unsealedFinding: Finding?
  private let archivedUntil: Timestamp?

  init(
    verdict: Verdict,
    checkpoints: KnownCheckpoints,
    sizeInDatabase: UInt64,
    verifier: ExportVerifier,
    path: String
  ) throws {
    self.verdict = verdict
    self.checkpoints = checkpoints
    self.sizeInDatabase = sizeInDatabase
    self.verifier = verifier
    self.path = path
    self.verdict.newest = checkpoints.newest
    archivedUntil = checkpoints.newest?.time?.earlier(byYears: verifier.retentionYears)
    witness = try verifier.witness.map { directory throws(FileError) in
      try LineReader(directory.leavesPath)
    }
  }

  /// How many leaves were passed.
  var position: UInt64 { frontier.size }

  /// Takes a line.
  ///
  /// - Returns: False once something is wrong, which the verdict says then.
  mutating func take(_ line: ExportLine) throws -> Bool {
    switch line {
    case .entry(let entry): verdict.finding = try judge(entry)
    case .omitted(let from, let to, let hashes): verdict.finding = try pass(from, to, hashes)
    case .unsealed(let log, let id, let createdAt): takeUnsealed(log, id, createdAt)
    case .header, .checkpoint:
      verdict.finding = Finding(
        kind: .unreadable,
        reason: "the export is damaged: its parts are out of order"
      )
    }
    return verdict.finding == nil
  }

  // MARK: Entries

  private mutating func judge(_ entry: ExportLine.Entry) throws -> Finding? {
    if entry.index != position { return try outOfStep(entry) }
    let known = try nextOutside()
    guard let bytes = entry.bytes else { return try judgeGone(entry, known) }
    if let missing { return removed(missing) }
    let hash = Self.hash(of: bytes, like: known?.hash ?? entry.hash)
    if let known, hash != known.hash {
      return try hash == entry.hash
        ? changedWithHash(entry, hash, known) : changed(entry, bytes, known.createdAt)
    }
    if hash != entry.hash {
      return known == nil
        ? changed(entry, bytes, entry.createdAt)
        : found(
          .rehashed,
          entry,
          "its stored hash was changed, while its content is what was sealed"
        )
    }
    verdict.entries += 1
    let (before, after) = checkpoints.around(position)
    if let finding = misdated(entry, bytes, before, after) { return finding }
    return try append(hash)
  }

  /// Hashes the entry as it stands, or in its canonical form if only that is what was sealed:
  /// whoever passed the export on may have written it anew.
  private static func hash(of bytes: ExportLine.Bytes, like sealed: MerkleHash) -> MerkleHash {
    let hash = MerkleHash(leaf: bytes)
    guard hash != sealed, let canonical = try? CanonicalJSON.entry(of: bytes) else { return hash }
    let other = MerkleHash(leaf: canonical)
    return other == sealed ? other : hash
  }

  private func changed(
    _ entry: ExportLine.Entry,
    _ bytes: ExportLine.Bytes,
    _ sealedDate: String
  ) -> Finding {
    let date = EntryFields(bytes).createdAt?.text
    return date == sealedDate
      ? found(.edited, entry, "its content does not have the hash that was sealed")
      : found(.backDated, entry, "it was sealed with the date \(sealedDate), and bears another")
  }

  private func changedWithHash(
    _ entry: ExportLine.Entry,
    _ hash: MerkleHash,
    _ known: LeafLine
  ) throws -> Finding {
    if checkpoints.isForked { return forked(entry.index, entry.log, entry.id) }
    // Who else has these hashes tells what was done. It is asked once, so another pass is cheap.
    let isElsewhereOutside = try LeafSearch.outside(
      of: verifier.witness,
      has: hash,
      after: position
    )
    let isElsewhereHere = try LeafSearch.export(path, has: known.hash, after: position)
    var finding: Finding
    switch (isElsewhereHere, isElsewhereOutside) {
    case (true, true):
      finding = found(.reordered, entry, "it was sealed at another place")
    case (true, false):
      finding = found(.backDated, entry, "it was put among entries that were sealed before")
    case (false, true):
      finding = found(.removed, entry, "what was sealed here is gone, and others were moved up")
    case (false, false):
      finding = found(.rehashed, entry, "its content was changed and its hash with it")
    }
    if finding.kind == .removed { (finding.log, finding.id) = (known.log, known.id) }
    return finding
  }

  private mutating func judgeGone(_ entry: ExportLine.Entry, _ known: LeafLine?) throws -> Finding?
  {
    if let known, known.hash != entry.hash {
      return found(.rehashed, entry, "its row is gone and its stored hash was changed")
    }
    let date = known.flatMap { Timestamp($0.createdAt.utf8) }
    let isOld =
      archivedUntil.map { limit in
        date.map { $0 <= limit } ?? checkpoints.isSigned(position, before: limit)
      } ?? false
    if isOld {
      if let missing { return removed(missing) }
      verdict.archived += 1
    } else if missing == nil {
      missing = entry
    }
    _ = checkpoints.around(position)
    return try append(entry.hash)
  }

  private mutating func outOfStep(_ entry: ExportLine.Entry) throws -> Finding {
    guard entry.index > position else {
      return found(.reordered, entry, "it stands after entry \(max(position, 1) - 1)")
    }
    let known = try nextOutside()
    return Finding(
      kind: .removed,
      index: position,
      log: known?.log,
      id: known?.id,
      reason: "neither the entry nor its hash is there; entry \(entry.index) follows"
    )
  }

  private func misdated(
    _ entry: ExportLine.Entry,
    _ bytes: ExportLine.Bytes,
    _ before: Checkpoint?,
    _ after: Checkpoint?
  ) -> Finding? {
    let tolerance = verifier.dateTolerance
    guard let date = Timestamp(entry.createdAt.utf8)?.secondsSince1970 else { return nil }
    if let earliest = before?.time, date < earliest.secondsSince1970 - tolerance {
      return found(
        .backDated,
        entry,
        "it bears the date \(entry.createdAt), and was not there yet when a checkpoint was signed at "
          + "\(earliest); a clock was wrong, or the row was made later"
      )
    }
    if let latest = after?.time, date > latest.secondsSince1970 + tolerance {
      return found(
        .postDated,
        entry,
        "it bears the date \(entry.createdAt), and was sealed at \(latest) already; a clock was wrong"
      )
    }
    return nil
  }

  // MARK: The tree

  private mutating func append(_ hash: MerkleHash) throws -> Finding? {
    frontier.append(hash)
    return try compare()
  }

  private mutating func compare() throws -> Finding? {
    guard let checkpoint = checkpoints.ending(at: position) else { return nil }
    if checkpoint.root == frontier.root {
      agreed = position
      return nil
    }
    if let missing { return removed(missing) }
    if checkpoints.isForked { return forked(agreed, nil, nil) }
    if let place = try LeafSearch.firstOutOfOrder(path, agreed..<position) {
      return Finding(
        kind: .reordered,
        index: place.index,
        log: place.log,
        id: place.id,
        reason: "entries \(agreed) to \(position - 1) do not have the hash that was signed at "
          + "\(checkpoint.time.map(\.description) ?? "their sealing"), and a later transaction stands "
          + "before an earlier one"
      )
    }
    return Finding(
      kind: .rehashed,
      index: agreed,
      reason:
        "entries \(agreed) to \(position - 1) have the hashes that are stored with them, but not "
        + "the one that was signed; what was kept outside of the database would tell which it is"
    )
  }

  private mutating func pass(
    _ from: UInt64,
    _ to: UInt64,
    _ hashes: [MerkleHash]
  ) throws -> Finding? {
    guard from == position, to > from else {
      return Finding(
        kind: .removed,
        index: position,
        reason: "neither the entry nor its hash is there"
      )
    }
    if let missing { return removed(missing) }
    var hashes = hashes[...]
    while position < to, let hash = hashes.popFirst() {
      let level = MerkleTree.level(at: position, room: to - position)
      for offset in 0..<UInt64(1) << level where witness != nil {
        guard let known = try nextOutside() else { break }
        if level == 0, known.hash != hash {
          return Finding(
            kind: .rehashed,
            index: position + offset,
            log: known.log,
            id: known.id,
            reason: "it is left out here, and its stored hash was changed"
          )
        }
      }
      let start = position
      _ = checkpoints.around(position + 1 << level - 1)
      guard frontier.append(subtree: hash, level: level) else { break }
      verdict.omitted += position - start
      if let finding = try compare() { return finding }
    }
    guard position == to, hashes.isEmpty else {
      return Finding(
        kind: .unreadable,
        index: position,
        reason: "the export is damaged: hashes are missing"
      )
    }
    return nil
  }

  private mutating func nextOutside() throws -> LeafLine? {
    guard witness != nil, !witnessIsAtEnd else { return nil }
    guard let line = try witness?.next(takesRest: false), let leaf = LeafLine(line) else {
      witnessIsAtEnd = true
      return nil
    }
    return leaf
  }

  // MARK: The end

  private mutating func takeUnsealed(_ log: String, _ id: String, _ createdAt: String) {
    verdict.unsealed += 1
    guard unsealedFinding == nil, let newest = checkpoints.newest?.time,
      let date = Timestamp(createdAt.utf8),
      date.secondsSince1970 < newest.secondsSince1970 - verifier.dateTolerance
    else { return }
    unsealedFinding = Finding(
      kind: .backDated,
      log: log,
      id: id,
      reason:
        "it bears the date \(createdAt), and was not there when a checkpoint was signed at \(newest)"
    )
  }

  /// Judges what is missing at the end.
  mutating func finish() throws {
    verdict.finding = try judgeEnd()
  }

  private mutating func judgeEnd() throws -> Finding? {
    if let missing {
      return found(
        .tailCut,
        missing,
        "its row and all after it are gone, while their hashes are there"
      )
    }
    guard let newest = checkpoints.newest else {
      return Finding(
        kind: .unsigned,
        index: 0,
        reason: checkpoints.refused ?? "there is no signed checkpoint, so nothing is proven"
      )
    }
    if position < newest.size {
      let known = try nextOutside()
      let isCut = max(sizeInDatabase, checkpoints.sizeInExport) > position
      if !isCut || checkpoints.isForked { return forked(position, known?.log, known?.id) }
      return Finding(
        kind: .tailCut,
        index: position,
        log: known?.log,
        id: known?.id,
        reason: "\(newest.size) entries were signed, and \(position) are there"
      )
    }
    if position > newest.size {
      return Finding(
        kind: .unsigned,
        index: newest.size,
        reason: "no signed checkpoint covers the entries from here on"
          + (checkpoints.refused.map { "; \($0)" } ?? "")
      )
    }
    if let refused = checkpoints.refused { return Finding(kind: .unsigned, reason: refused) }
    return unsealedFinding
  }

  private func forked(_ index: UInt64, _ log: String?, _ id: String?) -> Finding {
    let newest = checkpoints.newest
    let signed = newest?.time.map { " at \($0)" } ?? ""
    return Finding(
      kind: .oldBackup,
      index: index,
      log: log,
      id: id,
      reason: checkpoints.isForked
        ? "an older state was restored and the log went on from it: two checkpoints that were signed "
          + "do not belong to one log"
        : "the database ends here as it did once, and \(newest?.size ?? 0) entries were signed\(signed): "
          + "an old backup was restored, or the end was cut with all that tells of it"
    )
  }

  private func removed(_ entry: ExportLine.Entry) -> Finding {
    found(.removed, entry, "its row is gone, while its hash is there")
  }

  private func found(_ kind: Finding.Kind, _ entry: ExportLine.Entry, _ reason: String) -> Finding {
    Finding(kind: kind, index: entry.index, log: entry.log, id: entry.id, reason: reason)
  }
}
