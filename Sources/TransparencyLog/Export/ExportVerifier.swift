/// Judges an export of a log by its signed checkpoints, and by what was kept outside of the
/// database where that is at hand: then a change is named exactly, even when all hashes were made
/// anew.
///
/// It reads line by line; its memory does not grow with the log.
public struct ExportVerifier {
  /// Who signs the log's checkpoints.
  public var key: NoteVerifierKey
  /// What was kept outside.
  public var witness: LogDirectory?
  /// After how many years an entry may be gone. Default 6 (45 CFR 164.316(b)(2)(i)).
  public var retentionYears: Int64 = 6
  /// For how many seconds the date of an entry may differ from the time of its sealing: as long as
  /// the longest transaction takes. Default 1,800.
  public var dateTolerance: Int64 = 1800

  /// Makes a verifier that trusts a key.
  public init(key: NoteVerifierKey, witness: LogDirectory? = nil) {
    self.key = key
    self.witness = witness
  }

  /// Reads an export.
  ///
  /// - Returns: What is known of the log; its `finding` is nil where it holds.
  /// - Throws: ``FileError`` where a file cannot be read.
  public func verify(_ path: String) throws -> Verdict {
    var reader = try LineReader(path)
    guard let first = try reader.next(), case .header(let origin, let size) = ExportLine(first)
    else {
      return unreadable(Verdict(), "it does not begin as an export of a log does")
    }
    var verdict = Verdict()
    verdict.origin = origin
    guard origin == key.name || origin.hasPrefix(key.name + "/"), let key = try? key.named(origin)
    else {
      verdict.finding = Finding(
        kind: .unsigned,
        reason: "the export is of the log \(origin), and the key is that of \(key.name)"
      )
      return verdict
    }
    var notes: [Result<Checkpoint, LogError>] = []
    var line = try reader.next()
    while let current = line, case .checkpoint(let note) = ExportLine(current) {
      notes.append(Self.open(note, key))
      line = try reader.next()
    }
    let outside = try witness?.checkpoints(keys: [key]) ?? []
    var walk = try ExportWalk(
      verdict: verdict,
      checkpoints: KnownCheckpoints(exported: notes, outside: outside),
      sizeInDatabase: size,
      verifier: self,
      path: path
    )
    while let current = line {
      guard let parsed = ExportLine(current) else {
        return unreadable(
          walk.verdict,
          "after entry \(walk.position) stands a line that is none of its kinds"
        )
      }
      guard try walk.take(parsed) else { return walk.verdict }
      line = try reader.next()
    }
    try walk.finish()
    return walk.verdict
  }

  /// The name of the log that an export is of; nil where the file is none.
  public static func origin(of path: String) throws -> String? {
    var reader = try LineReader(path)
    guard let first = try reader.next(), case .header(let origin, _) = ExportLine(first) else {
      return nil
    }
    return origin
  }

  private func unreadable(_ verdict: Verdict, _ reason: String) -> Verdict {
    var verdict = verdict
    verdict.finding = Finding(kind: .unreadable, reason: "the export is damaged: \(reason)")
    return verdict
  }

  private static func open(_ note: String, _ key: NoteVerifierKey) -> Result<Checkpoint, LogError> {
    do throws(LogError) {
      return .success(try Checkpoint(opening: SignedNote(parsing: note), keys: [key]))
    } catch {
      return .failure(error)
    }
  }
}
