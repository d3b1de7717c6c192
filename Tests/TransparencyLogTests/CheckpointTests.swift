import Testing
import TransparencyLog

@Suite struct CheckpointTests {
  /// The example of C2SP's tlog-checkpoint.
  private static let example = """
    example.com/behind-the-sofa
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    """

  @Test func `the specification's example is read and written`() throws {
    let checkpoint = try Checkpoint(parsing: Self.example)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163)
    #expect(checkpoint.extensions == [])
    #expect(checkpoint.text == Self.example)
  }

  @Test func `extension lines are signed with the rest`() throws {
    let key = try NoteSigningKey(name: "example.org/log")
    let checkpoint = Checkpoint(
      origin: "example.org/log",
      size: 0,
      root: .emptyTree,
      extensions: ["time 2026-11-24T00:00:00Z"]
    )
    let note = try checkpoint.signed(by: key)
    #expect(try Checkpoint(opening: note, keys: [key.verifierKey]) == checkpoint)
    let changed = note.description.replacing("2026", with: "2025")
    #expect(throws: LogError.invalidSignature(keyName: "example.org/log")) {
      try Checkpoint(opening: SignedNote(parsing: changed), keys: [key.verifierKey])
    }
  }

  @Test func `a key signs for its own log only`() throws {
    let key = try NoteSigningKey(name: "example.org/log")
    let note = try Checkpoint(origin: "example.org/other", size: 0, root: .emptyTree).signed(
      by: key
    )
    #expect(throws: LogError.noTrustedSignature) {
      try Checkpoint(opening: note, keys: [key.verifierKey])
    }
  }

  @Test(arguments: [
    "a\n1\n", "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n1\n47DEQpj8HBSa\n",
    "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nb\n",
    "a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  ])
  func `what is no checkpoint is refused`(text: String) {
    #expect(throws: LogError.malformedCheckpoint) { try Checkpoint(parsing: text) }
  }
}
