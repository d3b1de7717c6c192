internal import CryptoExtras

extension TokenKeys {
  /// Makes a private key of 3072 bits, which are thought good until beyond 2030 (NIST SP 800-57,
  /// part 1, table 2).
  ///
  /// - Returns: PKCS #1 as PEM, for `init(pem:)`; whoever has it can sign for anybody.
  public static func generate() throws -> String {
    try _RSA.Signing.PrivateKey(keySize: .bits3072).pemRepresentation
  }
}
