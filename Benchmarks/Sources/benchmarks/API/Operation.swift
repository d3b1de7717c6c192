#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is asked of the API again and again.
enum Operation: String, CaseIterable, Sendable {
  case read, list, search, create

  var title: String {
    switch self {
    case .read: "read one"
    case .list: "list 50"
    case .search: "search"
    case .create: "create"
    }
  }

  /// A request whose values are found again in what the server sends to PostgreSQL.
  func curl(_ caller: Caller) -> [String] {
    switch self {
    case .read: ["/v1/clients/\(caller.clients[0])"]
    case .list: ["/v1/facilities/\(caller.facility)/clients?limit=50"]
    case .search: ["/v1/clients/search?q=garcia"]
    case .create:
      [
        "/v1/clients", "-H", "Content-Type: application/json", "-d",
        """
        {"facilityId":"\(caller.facility)","firstName":"Mary","lastName":"Jones",\
        "birthDate":"1950-01-01","uci":"SAMPLE01"}
        """,
      ]
    }
  }

  /// What each value in that request stands for.
  func slots(_ caller: Caller) -> [String: String] {
    var slots = [
      caller.tenant: "tenant", caller.user: "user", caller.session: "session",
      caller.secret: "secret", "127.0.0.1": "address",
    ]
    switch self {
    case .read: slots[caller.clients[0]] = "client"
    case .list: slots[caller.facility] = "facility"
    case .search: slots["garcia"] = "term"
    case .create:
      slots[caller.facility] = "facility"
      slots["Mary"] = "firstName"
      slots["Jones"] = "lastName"
      slots["1950-01-01"] = "birthDate"
      slots["SAMPLE01"] = "uci"
    }
    return slots
  }
}

/// What the server sends to PostgreSQL for an operation: BEGIN, the context, a statement, COMMIT, at once.
struct SentOperation: Sendable {
  let begin: String
  let context: SentTemplate
  let statement: SentTemplate

  /// The script of one session of pgbench, with its variables.
  func script(of caller: Caller, _ operation: Operation) -> (
    text: String, variables: [String: String]
  ) {
    var variables = [
      "tenant": caller.tenant, "user": caller.user, "session": caller.session,
      "secret": caller.secret, "address": "127.0.0.1", "client": caller.clients[0],
      "facility": caller.facility, "term": "garcia", "firstName": "Mary", "lastName": "Jones",
      "birthDate": "1950-01-01", "request": "01890a5d-ac96-774b-bcce-b302099a8057",
    ]
    func text(_ template: SentTemplate, _ name: String) -> String {
      template.text { index, argument in
        if argument.slot == "newClient" { return "gen_random_uuid()" }
        if argument.slot == "uci" { return ":number" }
        if let slot = argument.slot { return ":\(slot)" }
        guard let constant = argument.constant else { return "NULL" }
        variables["\(name)\(index)"] = constant
        return ":\(name)\(index)"
      }
    }
    let steps = [begin, text(context, "c"), text(statement, "s"), "COMMIT"]
    let number = operation == .create ? "\\set number random(100000000000, 999999999999)\n" : ""
    return (
      number + "\\startpipeline\n" + steps.map { "\($0);\n" }.joined() + "\\endpipeline\n",
      variables
    )
  }

  /// The same for a program that numbers its parameters.
  var document: [String: Numbered] {
    ["context": Numbered(context), "statement": Numbered(statement)]
  }

  struct Numbered: Encodable {
    var text: String
    /// What each parameter stands for.
    var arguments: [String] = []

    init(_ template: SentTemplate) {
      var arguments: [String] = []
      text = template.text { _, argument in
        guard let slot = argument.slot else {
          // What is always the same stands in the text: asyncpg takes values of Python's types only.
          guard let constant = argument.constant else { return "NULL" }
          return "'\(constant.replacing("'", with: "''"))'"
        }
        arguments.append(slot)
        return "$\(arguments.count)"
      }
      self.arguments = arguments
    }
  }

  /// Reads what one request was answered with.
  init(_ log: String, _ operation: Operation, _ caller: Caller) throws {
    let statements = SentStatement.all(in: log)
    guard let end = statements.lastIndex(where: { $0.text.hasPrefix("COMMIT") }), end >= 3 else {
      throw Problem.noFigure("request in the server's log", output: log)
    }
    let (context, statement) = (statements[end - 2], statements[end - 1])
    begin = statements[end - 3].text
    var slots = operation.slots(caller)
    if context.values.count > 2, let request = context.values[2] { slots[request] = "request" }
    self.context = SentTemplate(context, slots: slots)
    if operation == .create {
      let uuids = statement.values.compactMap(\.self).filter {
        $0.wholeMatch(of: /[0-9a-f-]{36}/) != nil && slots[$0] == nil
      }
      guard Set(uuids).count == 1 else {
        throw Problem.noFigure("new client's id in the statement", output: statement.text)
      }
      slots[uuids[0]] = "newClient"
    }
    self.statement = SentTemplate(statement, slots: slots)
  }
}
