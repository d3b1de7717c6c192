internal import Crypto

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A key that signs notes (C2SP signed-note, Ed25519).
///
/// Its text is `PRIVATE+KEY+name+hash+base64`, as Go's `golang.org/x/mod/sumdb/note` writes it: the
/// byte 1 for Ed25519 and the seed of 32 bytes. There is no description, so that no log shows it by
/// accident.
public struct NoteSigningKey: Sendable {
  /// The public half.
  public let verifierKey: NoteVerifierKey
  private let seed: [UInt8]

  /// Makes a new key from the system's source of random bytes.
  public init(name: String) throws(LogError) {
    try self.init(name: name, seed: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
  }

  /// Reads the key's text.
  public init(parsing text: String) throws(LogError) {
    let prefix = "PRIVATE+KEY+"
    guard text.hasPrefix(prefix) else { throw .malformedKey }
    let parts = text.dropFirst(prefix.count)
      .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let hash = UInt32(hexadecimal: parts[1]),
      let encoded = [UInt8](base64: parts[2]), encoded.first == NoteVerifierKey.algorithm
    else { throw .malformedKey }
    try self.init(name: String(parts[0]), seed: Array(encoded.dropFirst()))
    guard verifierKey.id == hash else { throw .malformedKey }
  }

  /// The key's text, which is the secret.
  public var secretText: String {
    "PRIVATE+KEY+\(verifierKey.name)+\(verifierKey.id.hexadecimal)+"
      + ([NoteVerifierKey.algorithm] + seed).base64
  }

  /// The same key under another name, and so with another id.
  public func named(_ name: String) throws(LogError) -> NoteSigningKey {
    try NoteSigningKey(name: name, seed: seed)
  }

  private init(name: String, seed: [UInt8]) throws(LogError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .malformedKey
    }
    verifierKey = try NoteVerifierKey(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    self.seed = seed
  }

  func signature(of text: some DataProtocol) throws(LogError) -> [UInt8] {
    do {
      let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
      return Array(try key.signature(for: text))
    } catch {
      throw .malformedKey
    }
  }
}
