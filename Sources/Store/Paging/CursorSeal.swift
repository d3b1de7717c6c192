internal import Access
internal import Crypto
public import Foundation

/// The key that seals cursors: 256 bits that all instances behind one address share.
public struct CursorKey: Sendable {
  let key: SymmetricKey

  /// A key that dies with the process.
  public init() {
    key = SymmetricKey(size: .bits256)
  }

  /// Derives the key from a secret of at least 32 bytes (HKDF, RFC 5869).
  public init(derivedFrom secret: some ContiguousBytes) {
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret),
      info: Data("heartly cursor 1".utf8),
      outputByteCount: 32
    )
  }
}

/// Seals where a page ended with AES-256-GCM, so that a cursor tells nothing of the row that it
/// stands on, and binds it to the person and the query: used elsewhere it does not open.
struct CursorSeal: Sendable {
  private let key: SymmetricKey

  init(key: CursorKey) {
    self.key = key.key
  }

  /// What a cursor is good for.
  struct Purpose {
    var principal: Principal
    /// The list and everything that chooses or orders its rows.
    var query: [String]

    fileprivate var bytes: Data {
      let parts = ["\(principal.tenant)", "\(principal.user)"] + query
      return Data(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)
    }
  }

  /// Makes a cursor of the last row's place in the order.
  func seal(_ place: [String], for purpose: Purpose) throws -> Cursor {
    let box = try AES.GCM.seal(
      try JSONEncoder().encode(place),
      using: key,
      authenticating: purpose.bytes
    )
    guard let combined = box.combined else { throw StoreError.unexpected("no combined box") }
    return Cursor(text: combined.base64URLEncodedString())
  }

  /// The place that a cursor stands on.
  ///
  /// - Throws: `StoreError.invalidCursor`
  func open(_ cursor: Cursor, for purpose: Purpose) throws -> [String] {
    guard let data = Data(base64URLEncoded: cursor.text),
      let box = try? AES.GCM.SealedBox(combined: data),
      let opened = try? AES.GCM.open(box, using: key, authenticating: purpose.bytes),
      let place = try? JSONDecoder().decode([String].self, from: opened)
    else { throw StoreError.invalidCursor }
    return place
  }
}
