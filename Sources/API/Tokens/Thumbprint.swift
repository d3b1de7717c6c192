internal import Crypto
internal import Foundation
internal import JWTKit

extension JWK {
  /// The SHA-256 thumbprint of an RSA key (RFC 7638, section 3).
  static func thumbprint(modulus: Data, exponent: Data) -> String {
    let canonical = #"{"e":"\#(exponent.base64URL)","kty":"RSA","n":"\#(modulus.base64URL)"}"#
    return Data(SHA256.hash(data: Data(canonical.utf8))).base64URL
  }
}

extension Data {
  /// RFC 4648, section 5, without padding.
  var base64URL: String {
    base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
