public import Foundation

/// What makes a request that was sent twice one request (draft-ietf-httpapi-idempotency-key-header).
/// Holds for the person who sent it, for a day.
public struct IdempotencyKey: Hashable, Sendable {
  /// As the caller chose it; 1 to 255 characters.
  public var text: String
  /// SHA-256 of everything that the request asks for.
  public var digest: Data

  /// Makes a key.
  public init(text: String, digest: Data) {
    self.text = text
    self.digest = digest
  }
}
