internal import Crypto

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The public half of a key that signs notes (C2SP signed-note, Ed25519).
///
/// Its text is `name+hash+base64`, where hash is the key's id in eight hexadecimal digits and the
/// rest is the byte 1 for Ed25519 and the public key.
public struct NoteVerifierKey: Hashable, Sendable, LosslessStringConvertible {
  /// Whose key it is; by custom a URL without a scheme.
  public let name: String
  /// The 32 bytes of the public key (RFC 8032).
  public let publicKey: [UInt8]
  /// The first four bytes of SHA-256 of the name, a newline, the byte 1 and the public key.
  public let id: UInt32

  /// Makes a key of its parts.
  public init(name: String, publicKey: [UInt8]) throws(LogError) {
    guard Self.isValid(name: name) else { throw .invalidKeyName }
    guard publicKey.count == 32 else { throw .malformedKey }
    self.name = name
    self.publicKey = publicKey
    id = SHA256.hash(data: Array(name.utf8) + [0x0A, Self.algorithm] + publicKey).prefix(4)
      .reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads the key's text.
  public init(parsing text: String) throws(LogError) {
    // A key is base64, which may hold a plus.
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let hash = UInt32(hexadecimal: parts[1]),
      let encoded = [UInt8](base64: parts[2]), encoded.first == Self.algorithm
    else { throw .malformedKey }
    try self.init(name: String(parts[0]), publicKey: Array(encoded.dropFirst()))
    guard id == hash else { throw .malformedKey }
  }

  /// Reads the key's text.
  public init?(_ description: String) { try? self.init(parsing: description) }

  /// The key's text.
  public var description: String {
    "\(name)+\(id.hexadecimal)+\(([Self.algorithm] + publicKey).base64)"
  }

  /// The same key under another name, and so with another id.
  public func named(_ name: String) throws(LogError) -> NoteVerifierKey {
    try NoteVerifierKey(name: name, publicKey: publicKey)
  }

  func isSignature(_ signature: some DataProtocol, of text: some DataProtocol) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: text)
  }

  /// Ed25519 as the signed-note specification numbers it.
  static let algorithm: UInt8 = 1

  static func isValid(name: String) -> Bool {
    !name.isEmpty && !name.contains { $0.isWhitespace || $0 == "+" }
      && name.unicodeScalars.allSatisfy { $0.value >= 0x20 }
  }
}

extension UInt32 {
  /// Eight digits in lower case.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Reads eight digits in lower case.
  init?(hexadecimal text: some StringProtocol) {
    guard text.utf8.count == 8, let value = UInt32(text, radix: 16), value.hexadecimal == text
    else {
      return nil
    }
    self = value
  }
}

extension [UInt8] {
  var base64: String { Data(self).base64EncodedString() }

  /// Reads the one form that these bytes have: RFC 4648, section 4, padded.
  init?(base64 text: some StringProtocol) {
    guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else {
      return nil
    }
    self = Array(data)
  }
}
