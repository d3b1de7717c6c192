import ArgumentParser
import TransparencyLog

struct AuditProveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Prove one entry, or that a log only grew, without showing the rest of it.",
    discussion: """
      A proof is a document of a few kilobytes with the signed checkpoint in it. Whoever has the \
      public key can check it with `heartly audit prove check`, or with any program for RFC 9162.
      """,
    subcommands: [ProveInclusionCommand.self, ProveConsistencyCommand.self, CheckProofCommand.self]
  )
}

/// From what a proof is made.
struct ProofSourceOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("An export of the whole log.", valueName: "export"))
  var export: String

  @Option(help: ArgumentHelp("The public key, or a file with it.", valueName: "key"))
  var key: String

  /// The log's key.
  func logKey(_ tree: ExportTree) throws -> NoteVerifierKey {
    try NoteVerifierKey.argument(key).named(tree.origin)
  }
}

struct ProveInclusionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inclusion",
    abstract: "Prove that an entry is in the log that was signed."
  )

  @OptionGroup var source: ProofSourceOptions

  @Option(help: ArgumentHelp("The entry, from 0.", valueName: "index"))
  var entry: UInt64?

  @Option(help: ArgumentHelp("The id of the entry's row.", valueName: "uuid"))
  var row: String?

  func validate() throws {
    guard (entry == nil) != (row == nil) else {
      throw ValidationError("Say which entry: by --entry or by --row.")
    }
  }

  func run() async throws {
    let tree = try proving { try ExportTree(source.export, row: row?.lowercased(), index: entry) }
    guard let found = tree.found else { throw Failure(message: "error: there is no such entry") }
    let key = try proving { try source.logKey(tree) }
    guard let signed = tree.checkpoint(covering: found.index + 1, keys: [key]),
      let proof = tree.tree.inclusionProof(index: found.index, size: signed.checkpoint.size),
      let leaf = tree.tree.leaf(found.index)
    else { throw Failure(message: "error: no checkpoint that this key signed covers the entry") }
    var document = ProofDocument(log: tree.origin, kind: .inclusion)
    document.index = found.index
    document.leafHash = "\(leaf)"
    document.entry = found.entry.map { String(decoding: $0, as: UTF8.self) }
    document.path = proof.path.map(\.description)
    document.checkpoint = signed.note.description
    try document.check(by: key)
    Output.json(document)
  }
}

struct ProveConsistencyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consistency",
    abstract: "Prove that the log at one checkpoint only appends to that at an earlier one."
  )

  @OptionGroup var source: ProofSourceOptions

  @Option(help: ArgumentHelp("The size of the earlier checkpoint.", valueName: "size"))
  var from: UInt64

  @Option(help: ArgumentHelp("The size of the later one. Default: the newest.", valueName: "size"))
  var to: UInt64?

  func run() async throws {
    let tree = try proving { try ExportTree(source.export) }
    let key = try proving { try source.logKey(tree) }
    guard let old = tree.checkpoint(covering: from, keys: [key]), old.checkpoint.size == from,
      let new = tree.checkpoint(covering: to ?? tree.tree.size, keys: [key]),
      to == nil || new.checkpoint.size == to,
      let proof = tree.tree.consistencyProof(from: from, to: new.checkpoint.size)
    else { throw Failure(message: "error: no checkpoints of these sizes were signed by this key") }
    var document = ProofDocument(log: tree.origin, kind: .consistency)
    document.path = proof.path.map(\.description)
    document.checkpoint = new.note.description
    document.oldCheckpoint = old.note.description
    try document.check(by: key)
    Output.json(document)
  }
}

struct CheckProofCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a proof with the public key alone; exit status 1 if it does not hold."
  )

  @Argument(help: ArgumentHelp("The proof.", valueName: "file"))
  var proof: String

  @Option(help: ArgumentHelp("The public key, or a file with it.", valueName: "key"))
  var key: String

  func run() async throws {
    let document = try ProofDocument(reading: proof)
    let base = try NoteVerifierKey.argument(key)
    guard document.log == base.name || document.log.hasPrefix(base.name + "/") else {
      throw Failure(
        message: "the proof is of the log \(document.log), and the key that of \(base.name)"
      )
    }
    Output.line(try document.check(by: try proving { try base.named(document.log) }))
  }
}

/// Runs the body and makes what it throws a message.
private func proving<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let failure as Failure {
    throw failure
  } catch {
    throw Failure(message: "error: \(error)")
  }
}
