#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Files in which a project says what it wants of a command.
enum ConfigurationSearch {
  /// The file of a name beside a path, or in the nearest directory above it.
  static func nearest(_ name: String, to path: String) -> String? {
    guard let real = Platform.realPath(path) else { return nil }
    var directory = FilePath(real)
    while true {
      let candidate = directory.appending(name).string
      if Platform.realPath(candidate) != nil { return candidate }
      guard directory.removeLastComponent() else { return nil }
    }
  }

  /// - Throws: A ``Failure`` that names what is wrong in the file.
  static func content<Content: Decodable>(
    of path: String,
    as type: Content.Type
  ) throws -> Content {
    let bytes: [UInt8]
    do {
      bytes = try Platform.content(of: path)
    } catch {
      throw Failure(message: "error: \(path) cannot be read: \(error)", status: .usage)
    }
    do {
      return try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw Failure(message: "error: \(path): \(error.sentence)", status: .usage)
    }
  }
}

/// A key of whatever name.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// The document's values, once every key in it is known: a misspelt one would be without effect.
  func knownKeys<Key: CodingKey & CaseIterable>(
    _ type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let known = type.allCases.map(\.stringValue)
    for key in try container(keyedBy: AnyKey.self).allKeys
    where !known.contains(key.stringValue) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: codingPath,
          debugDescription: "there is no setting \(key.stringValue), only "
            + known.sorted().joined(separator: ", ")
        )
      )
    }
    return try container(keyedBy: type)
  }
}

extension KeyedDecodingContainer {
  func mistake(_ key: Key, _ sentence: String) -> DecodingError {
    .dataCorruptedError(forKey: key, in: self, debugDescription: sentence)
  }
}

extension DecodingError {
  /// What is wrong, with the setting that it is in.
  var sentence: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    @unknown default: return "\(self)"
    }
  }
}
