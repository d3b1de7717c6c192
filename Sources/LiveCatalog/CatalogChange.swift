/// An object in which two catalogs differ.
public struct CatalogChange: Sendable, Equatable {
  /// Its kind and name, such as `index public."UQ_client_uci"`.
  public var object: String
  /// The schema that it goes with; nil for what belongs to none, such as an extension.
  public var schema: String?
  /// What it was; nil when it is new.
  public var before: String?
  /// What it is now; nil when it is gone.
  public var after: String?
}

extension CatalogChange: CustomStringConvertible {
  /// What happened to it, in one line.
  public var description: String {
    switch (before, after) {
    case (let before?, let after?): "changed \(object): \(before) -> \(after)"
    case (let before?, nil): "removed \(object): \(before)"
    case (nil, let after): "added \(object): \(after ?? "")"
    }
  }
}
