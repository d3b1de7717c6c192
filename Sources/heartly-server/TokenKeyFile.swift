import API
import Foundation
import Store

/// The file with the key that signs access tokens, in PEM. Whoever has it can be anybody.
struct TokenKeyFile {
  var path: String

  /// The key, made first where there is none.
  func keys() async throws -> TokenKeys {
    let file = SecretFile(path: path, name: "the token key")
    let pem = try file.content { Data(try TokenKeys.generate().utf8) }
    do {
      return try await TokenKeys(pem: String(decoding: pem, as: UTF8.self))
    } catch {
      throw file.refusal("is no private RSA key of at least 2048 bits in PEM")
    }
  }
}

/// The file with the secret that seals cursors: 32 bytes or more.
struct CursorKeyFile {
  var path: String

  /// The key, made first where there is none.
  func key() throws -> CursorKey {
    let file = SecretFile(path: path, name: "the cursor key")
    let secret = try file.content {
      var random = SystemRandomNumberGenerator()
      return Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
    guard secret.count >= 32 else { throw file.refusal("is shorter than 32 bytes") }
    return CursorKey(derivedFrom: secret)
  }
}
