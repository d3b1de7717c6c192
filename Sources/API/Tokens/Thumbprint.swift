internal import Crypto
internal import Foundation
internal import JWTKit
internal import Store

extension JWK {
  /// The SHA-256 thumbprint of an RSA key (RFC 7638, section 3).
  static func thumbprint(modulus: Data, exponent: Data) -> String {
    let canonical =
      #"{"e":"\#(exponent.base64URLEncodedString())","kty":"RSA","n":"\#(modulus.base64URLEncodedString())"}"#
    return Data(SHA256.hash(data: Data(canonical.utf8))).base64URLEncodedString()
  }
}
