#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// The identifier of one kind of thing: a client's is no facility's, and the compiler holds it.
public struct ID<Entity>: Hashable, Sendable {
  /// As the database keeps it.
  public let uuid: UUID

  /// Takes an identifier that is known already.
  public init(_ uuid: UUID) {
    self.uuid = uuid
  }

  /// Reads the 36 characters of RFC 9562, section 4, in either case.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 36, let uuid = UUID(uuidString: String(text)) else { return nil }
    self.uuid = uuid
  }
}

extension ID: CustomStringConvertible {
  /// Lower case, as RFC 9562 writes it and PostgreSQL answers it.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      withUnsafeBytes(of: uuid.uuid) { bytes in
        var at = 0
        for (index, byte) in bytes.enumerated() {
          if index == 4 || index == 6 || index == 8 || index == 10 {
            text[at] = UInt8(ascii: "-")
            at += 1
          }
          text[at] = hexadecimal(byte >> 4)
          text[at + 1] = hexadecimal(byte & 0xF)
          at += 2
        }
        return at
      }
    }
  }
}

private func hexadecimal(_ digit: UInt8) -> UInt8 {
  digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
}

/// An organisation.
public enum Tenant {}
/// A person who works for an organisation.
public enum User {}
/// A house.
public enum Facility {}
/// A resident.
public enum Client {}
/// A person's sign-in on one device.
public enum Session {}
/// One call of the API.
public enum Request {}
