/// A text with signatures (C2SP signed-note).
///
/// ```
/// This is an example message.
///
/// — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
/// ```
public struct SignedNote: Hashable, Sendable {
  /// One line below the text.
  public struct Signature: Hashable, Sendable {
    /// Whose key it is said to be.
    public var keyName: String
    /// The key's id.
    public var keyID: UInt32
    /// The signature itself.
    public var bytes: [UInt8]
  }

  /// What is signed, with the newline at its end.
  public let text: String
  /// The signatures in their order, those by unknown keys included.
  public let signatures: [Signature]

  /// Signs a text.
  public init(signing text: String, with key: NoteSigningKey) throws(LogError) {
    guard text.hasSuffix("\n"), Self.isFreeOfControls(text) else { throw .unsignableText }
    self.text = text
    signatures = [
      Signature(
        keyName: key.verifierKey.name,
        keyID: key.verifierKey.id,
        bytes: try key.signature(of: Array(text.utf8))
      )
    ]
  }

  /// Reads a note without judging its signatures.
  public init(parsing note: String) throws(LogError) {
    guard note.hasSuffix("\n"), Self.isFreeOfControls(note) else { throw .malformedNote }
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    // The last empty line divides; the text itself may hold others.
    guard let blank = lines.lastIndex(of: ""), blank > 0, blank + 1 < lines.endIndex,
      lines.endIndex - blank - 1 <= Self.mostSignatures
    else { throw .malformedNote }
    text = lines[..<blank].joined(separator: "\n") + "\n"
    var signatures: [Signature] = []
    for line in lines[(blank + 1)...] { signatures.append(try Self.signature(of: line)) }
    self.signatures = signatures
  }

  /// Makes sure that a trusted key signed the text.
  ///
  /// - Throws: `noTrustedSignature` where none did, `invalidSignature` where a signature that says so
  ///   is not of this text.
  public func verify(by keys: [NoteVerifierKey]) throws(LogError) {
    var isSigned = false
    for signature in signatures {
      let key = keys.first { $0.name == signature.keyName && $0.id == signature.keyID }
      guard let key else { continue }
      guard key.isSignature(signature.bytes, of: Array(text.utf8)) else {
        throw .invalidSignature(keyName: key.name)
      }
      isSigned = true
    }
    guard isSigned else { throw .noTrustedSignature }
  }

  /// More signatures than anybody needs; the specification asks for 16 at least.
  private static let mostSignatures = 64

  private static func signature(of line: Substring) throws(LogError) -> Signature {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "—", NoteVerifierKey.isValid(name: String(parts[1])),
      let bytes = [UInt8](base64: parts[2]), bytes.count > 4
    else { throw .malformedNote }
    return Signature(
      keyName: String(parts[1]),
      keyID: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
      bytes: Array(bytes.dropFirst(4))
    )
  }

  private static func isFreeOfControls(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
  }
}

extension SignedNote: CustomStringConvertible {
  /// The note as it is kept and sent.
  public var description: String {
    text + "\n"
      + signatures.map { signature in
        let id = withUnsafeBytes(of: signature.keyID.bigEndian) { Array($0) }
        return "— \(signature.keyName) \((id + signature.bytes).base64)\n"
      }.joined()
  }
}
