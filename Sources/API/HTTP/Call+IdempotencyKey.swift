internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Store

extension Call {
  /// The key of a request that may be sent again (draft-ietf-httpapi-idempotency-key-header), with or
  /// without the quotes that the draft wants around it.
  ///
  /// - Throws: `malformed-request` where it is none, or there are two.
  func idempotencyKey(of operation: String) throws(Problem) -> IdempotencyKey? {
    let headers = head.headerFields[values: .idempotencyKey]
    guard let header = headers.first else { return nil }
    let isQuoted = header.count > 1 && header.hasPrefix("\"") && header.hasSuffix("\"")
    let key = isQuoted ? String(header.dropFirst().dropLast()) : header
    let isPlain = key.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    guard headers.count == 1, (1...255).contains(key.utf8.count), isPlain else {
      throw Problem(
        kind: .malformedRequest,
        detail: "The Idempotency-Key is to be one, of 1 to 255 plain characters."
      )
    }
    let digest = SHA256.hash(data: Data("\(operation)\n".utf8) + body)
    return IdempotencyKey(text: key, digest: Data(digest))
  }
}

extension HTTPField.Name {
  static var idempotencyKey: Self { named("idempotency-key") }
}

extension Operation.Parameter {
  static let idempotencyKey = Self(
    name: "Idempotency-Key",
    place: .header,
    schema: .string(.init(lengths: 1...255)),
    description: """
      A key of the caller's choice, such as a UUID. The same request with the same key makes nothing more \
      for a day, and gets the first answer again.
      """
  )
}
