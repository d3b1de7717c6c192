/// What the verifier reads of an entry's content.
struct EntryFields {
  private(set) var createdAt: UnsafeBufferPointer<UInt8>?
  private(set) var transaction: UInt64?
  private(set) var id: UnsafeBufferPointer<UInt8>?

  init(_ entry: UnsafeBufferPointer<UInt8>) {
    var scanner = JSONScanner(entry)
    while let (key, value) = scanner.next() {
      if key.equals("created_at") {
        createdAt = value.insideQuotes
      } else if key.equals("transactionId") {
        transaction = value.insideQuotes?.number
      } else if key.equals("id") {
        id = value.insideQuotes
      }
    }
  }
}

/// Where an entry stands in the order of sealing: by its transaction, its date, its id.
struct SealingOrder: Comparable {
  var transaction: UInt64
  var createdAt: String
  var id: String

  init(_ entry: UnsafeBufferPointer<UInt8>) {
    let fields = EntryFields(entry)
    // Rows from before there were transaction ids come first.
    transaction = fields.transaction ?? 0
    createdAt = fields.createdAt?.text ?? ""
    id = fields.id?.text ?? ""
  }

  static func < (left: SealingOrder, right: SealingOrder) -> Bool {
    (left.transaction, left.createdAt, left.id) < (right.transaction, right.createdAt, right.id)
  }
}
