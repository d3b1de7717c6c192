internal import CLibpq

extension ServerError {
  /// Reads the fields of an error or notice; `nil` when libpq made it up without the server.
  init?(fieldsOf result: OpaquePointer) {
    // The letters of the protocol's "Error and Notice Message Fields".
    func field(_ letter: Unicode.Scalar) -> String? {
      PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
    }
    guard let sqlState = field("C") else { return nil }
    self.init(
      sqlState: SQLState(sqlState),
      severity: field("V") ?? field("S") ?? "ERROR",
      message: field("M") ?? ""
    )
    detail = field("D")
    hint = field("H")
    context = field("W")
    position = field("P").flatMap { Int($0) }
    internalPosition = field("p").flatMap { Int($0) }
    internalQuery = field("q")
    schema = field("s")
    table = field("t")
    column = field("c")
    dataType = field("d")
    constraint = field("n")
    routine = field("R")
  }
}
