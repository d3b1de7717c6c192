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
    guard headers.count == 1, Operation.Parameter.idempotencyKeyCheck.allows(header) else {
      throw Problem(
        kind: .malformedRequest,
        detail: "The Idempotency-Key is to be one, of 1 to 255 plain characters."
      )
    }
    let key = header.hasPrefix("\"") ? String(header.dropFirst().dropLast()) : header
    let digest = SHA256.hash(data: Data("\(operation)\n".utf8) + body)
    return IdempotencyKey(text: key, digest: Data(digest))
  }
}

extension HTTPField.Name {
  static var idempotencyKey: Self { named("idempotency-key") }
}

extension Operation.Parameter {
  /// Blanks around a header's value are not part of it (RFC 9110, section 5.5): only quotes keep them.
  private static let idempotencyKeyRules = Schema.StringRules(
    pattern: #"^("[ !#-\[\]-~]{1,255}"|[!#-\[\]-~]([ !#-\[\]-~]{0,253}[!#-\[\]-~])?)$"#,
    example: "5b0a3f1e-6d9c-4c62-9d53-1f6f3f0e6a7b"
  )
  fileprivate static let idempotencyKeyCheck = TextCheck(idempotencyKeyRules)

  static let idempotencyKey = Self(
    name: "Idempotency-Key",
    place: .header,
    schema: .string(idempotencyKeyRules),
    description: """
      A key of the caller's choice, such as a UUID. The same request with the same key makes nothing more \
      for a day, and gets the first answer again.
      """
  )
}
