internal import Access
internal import FoundationEssentials
internal import Postgres

/// Where a page of an audit log ended, with the period that it is of: newest first.
struct AuditPlace {
  var createdAt: Moment
  var id: UUID
  var period: Period

  init(createdAt: Moment, id: UUID, period: Period) {
    (self.createdAt, self.id, self.period) = (createdAt, id, period)
  }

  /// Reads what a cursor holds.
  init(_ words: [String]) throws(StoreError) {
    guard words.count == 4, let createdAt = Int64(words[0]), let id = UUID(uuidString: words[1]),
      let from = Int64(words[2])
    else { throw .invalidCursor }
    self.init(
      createdAt: Moment(microseconds: createdAt),
      id: id,
      period: Period(
        from: Moment(microseconds: from),
        to: Int64(words[3]).map(Moment.init(microseconds:))
      )
    )
  }

  var words: [String] {
    [
      "\(createdAt.microseconds)", id.uuidString, "\(period.from.microseconds)",
      period.to.map { "\($0.microseconds)" } ?? "",
    ]
  }

  /// Whether a row lies in the period, and after the page before.
  static func isNext(in period: Period, after place: AuditPlace?) -> SQL {
    var isNext: SQL = "created_at >= \(period.from)"
    if let to = period.to { isNext = isNext + " AND created_at < \(to)" }
    if let place { isNext = isNext + " AND (created_at, id) < (\(place.createdAt), \(place.id))" }
    return isNext
  }
}
