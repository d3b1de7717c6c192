/// Some rows of a list, and how to get the next ones.
public struct Page<Element: Sendable>: Sendable {
  /// In the list's order.
  public var elements: [Element]
  /// Where the next page begins; nil after the last row.
  public var next: Cursor?
}

/// What part of a list is asked for.
public struct PageRequest: Hashable, Sendable {
  /// The most that one page holds.
  public static let maximum = 200

  /// How many rows. Default 50.
  public var limit: Int
  /// Where a former page ended; nil begins with the first row.
  public var cursor: Cursor?

  /// Asks for a part; a limit outside 1 to `maximum` is brought into it.
  public init(limit: Int = 50, cursor: Cursor? = nil) {
    self.limit = min(max(limit, 1), Self.maximum)
    self.cursor = cursor
  }

  /// The most rows that one answer of an export holds: some megabytes.
  public static let exportMaximum = 5_000

  /// Asks for a part of an export.
  public init(ofExportAfter cursor: Cursor?) {
    limit = Self.exportMaximum
    self.cursor = cursor
  }
}

/// Where a page ended: opaque, and of use only to the person who got it, for the same query.
public struct Cursor: Hashable, Sendable {
  /// As it travels in a URL.
  public let text: String

  /// Takes what a caller sent; whether it is a cursor shows when it is used.
  public init(text: String) {
    self.text = text
  }
}
