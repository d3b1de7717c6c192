internal import FoundationEssentials
internal import Postgres

extension TenantScope {
  /// Where the page before ended, as its last row's words; nil for the first page.
  ///
  /// - Throws: `StoreError.invalidCursor`
  func open(
    _ request: PageRequest,
    _ purpose: CursorSeal.Purpose,
    words: Int
  ) throws -> [String]? {
    guard let cursor = request.cursor else { return nil }
    let place = try cursors.open(cursor, for: purpose)
    guard place.count == words else { throw StoreError.invalidCursor }
    return place
  }

  /// Makes a page of what a list has selected: as many rows as were asked for, and perhaps one more.
  func page<Element>(
    _ rows: some Collection<Row>,
    _ request: PageRequest,
    _ purpose: CursorSeal.Purpose,
    element: (Row) throws -> Element,
    place: (Element) -> [String]
  ) throws -> Page<Element> {
    let elements = try rows.prefix(request.limit).map(element)
    let next =
      rows.count > request.limit
      ? try elements.last.map { try cursors.seal(place($0), for: purpose) } : nil
    return Page(elements: elements, next: next)
  }

  /// What a list of one thing's own has selected: rows that say whether the thing is there, and have no
  /// id where there is nothing else to say.
  ///
  /// - Throws: `StoreError.notFound`
  static func present(_ rows: Rows) throws -> [Row] {
    guard try rows.first?.decode("isThere", as: Bool.self) == true else {
      throw StoreError.notFound
    }
    return try rows.filter { try $0.decode("id", as: UUID?.self) != nil }
  }
}
