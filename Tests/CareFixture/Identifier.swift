internal import Crypto
internal import Access
internal import Foundation

/// The same identifier for the same name, in every test and every run.
func identifier<Entity>(of name: String) -> ID<Entity> {
  var bytes = Array(SHA256.hash(data: Data(name.utf8)).prefix(16))
  bytes[6] = bytes[6] & 0x0F | 0x80
  bytes[8] = bytes[8] & 0x3F | 0x80
  return bytes.withUnsafeBytes { ID(UUID(uuid: $0.loadUnaligned(as: uuid_t.self))) }
}
