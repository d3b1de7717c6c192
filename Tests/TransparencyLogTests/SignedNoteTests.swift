import Testing
import TransparencyLog

/// The example of C2SP's signed-note, the one of its reference in Go, and what must be refused.
@Suite struct SignedNoteTests {
  private static let specificationKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  private static let specificationNote = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """

  private static let signingKey =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  private static let verifierKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  private static let text = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    """
  private static let note =
    text
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

  @Test func `the specification's example is verified`() throws {
    let note = try SignedNote(parsing: Self.specificationNote)
    let key = try NoteVerifierKey(parsing: Self.specificationKey)
    try note.verify(by: [key])
    #expect(note.description == Self.specificationNote)
    #expect(key.description == Self.specificationKey)
  }

  @Test func `the reference's key signs as the reference does, byte for byte`() throws {
    let key = try NoteSigningKey(parsing: Self.signingKey)
    #expect(key.verifierKey.description == Self.verifierKey)
    #expect(key.secretText == Self.signingKey)
    // swift-crypto draws random bytes for a signature on Apple's platforms: verify, then compare.
    let note = try SignedNote(signing: Self.text, with: key)
    try note.verify(by: [key.verifierKey])
    #if os(Linux)
      #expect(note.description == Self.note)
    #endif
    try SignedNote(parsing: Self.note).verify(by: [NoteVerifierKey(parsing: Self.verifierKey)])
  }

  @Test func `a new key signs and verifies, also under another name`() throws {
    let key = try NoteSigningKey(name: "example.org/log")
    #expect(try NoteSigningKey(parsing: key.secretText).verifierKey == key.verifierKey)
    let other = try key.named("example.org/log/2")
    #expect(try other.verifierKey == key.verifierKey.named("example.org/log/2"))
    #expect(other.verifierKey.id != key.verifierKey.id)
    let note = try SignedNote(signing: "text\n", with: other)
    try note.verify(by: [key.verifierKey, other.verifierKey])
    #expect(throws: LogError.noTrustedSignature) { try note.verify(by: [key.verifierKey]) }
  }

  @Test func `a text with any flipped bit is refused`() throws {
    let key = try NoteVerifierKey(parsing: Self.verifierKey)
    var bytes = Array(Self.note.utf8)
    let end = Self.text.utf8.count
    for index in 0..<end {
      for bit in 0..<7 {
        bytes[index] ^= 1 << bit
        let changed = String(decoding: bytes, as: UTF8.self)
        #expect(throws: LogError.self) { try SignedNote(parsing: changed).verify(by: [key]) }
        bytes[index] ^= 1 << bit
      }
    }
  }

  @Test func `a damaged key is refused`() {
    for key in [Self.verifierKey, Self.signingKey] {
      let bytes = Array(key.utf8)
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] += 1
        let text = String(decoding: damaged, as: UTF8.self)
        #expect(NoteVerifierKey(text) == nil)
        #expect(throws: LogError.self) { try NoteSigningKey(parsing: text) }
        let cut = String(decoding: bytes[..<index], as: UTF8.self)
        #expect(NoteVerifierKey(cut) == nil)
        #expect(throws: LogError.self) { try NoteSigningKey(parsing: cut) }
      }
    }
    // A key of another length, and one of another algorithm, each with its hash.
    let long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="
    let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    #expect(NoteVerifierKey(long) == nil)
    #expect(NoteVerifierKey(unknown) == nil)
    #expect(throws: LogError.invalidKeyName) { try NoteSigningKey(name: "a+b") }
    #expect(throws: LogError.invalidKeyName) { try NoteSigningKey(name: "a b") }
    #expect(throws: LogError.invalidKeyName) { try NoteSigningKey(name: "") }
  }

  @Test(arguments: [
    "", "text\n", "text\n\n", "text\n\n— a AAAAAA==", "text\n\n— a AAAA\n",
    "text\n\n- a AAAAAAA=\n",
    "text\r\n\n— a AAAAAAA=\n", "\n— a AAAAAAA=\n", "text\n\n— a  AAAAAAA=\n",
    "text\n\n— a+b AAAAAAA=\n",
  ])
  func `what is no signed note is refused`(text: String) {
    #expect(throws: LogError.malformedNote) { try SignedNote(parsing: text) }
  }

  @Test(arguments: ["", "no newline", "tab\tin it\n", "carriage\r\n"])
  func `what cannot be signed is refused`(text: String) throws {
    let key = try NoteSigningKey(name: "example.org/log")
    #expect(throws: LogError.unsignableText) { try SignedNote(signing: text, with: key) }
  }
}
