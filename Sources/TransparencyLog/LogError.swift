/// Why a key, a note, a checkpoint or an entry was refused. Never holds a key or an entry.
public enum LogError: Error, Hashable, Sendable {
  /// A key's text is not `name+hash+base64`, or its hash is of another key.
  case malformedKey
  /// A key's name is empty, or holds a space or a plus.
  case invalidKeyName
  /// A text cannot be signed: it does not end with a newline, or holds other control characters.
  case unsignableText
  /// A signed note has no signatures, or not the shape of one.
  case malformedNote
  /// No signature of a note is by a key that is trusted.
  case noTrustedSignature
  /// A signature by a trusted key is not of this text.
  case invalidSignature(keyName: String)
  /// A note's text is no checkpoint.
  case malformedCheckpoint
  /// A text is not JSON (RFC 8259), or nested too deeply.
  case malformedJSON(offset: Int)
  /// A file is no export of a log, or leaves out what is needed.
  case malformedExport
}

extension LogError: CustomStringConvertible {
  /// The reason as a clause.
  public var description: String {
    switch self {
    case .malformedKey: "the key is damaged, or not a key of a signed note (name+hash+base64)"
    case .invalidKeyName: "a key's name must not be empty and must hold no space and no plus"
    case .unsignableText:
      "only text that ends with a newline and is free of control characters is signed"
    case .malformedNote: "not a signed note"
    case .noTrustedSignature: "no signature by a trusted key"
    case .invalidSignature(let name): "the signature by \(name) is not of this text"
    case .malformedCheckpoint: "not a checkpoint"
    case .malformedJSON(let offset): "not JSON at byte \(offset)"
    case .malformedExport: "not an export of a whole log"
    }
  }
}
