internal import Store

/// The schemas that operations refer to by name.
enum Schemas {
  /// Made anew each time: what a birthday may be depends on the day.
  static var all: [(name: String, schema: Schema)] {
    [
      ("Client", ClientFields.schema),
      ("NewClient", ClientFields.newSchema),
      ("ClientMove", .object(.init(properties: [ClientFields.facility.property]))),
      ("ClientPage", page(of: "Client")),
      (
        "ClientHits",
        .object(
          .init(properties: [
            .init(name: "items", schema: .array(.reference("Client"), maximum: PageRequest.maximum))
          ])
        )
      ),
      ("ClientChange", ClientFields.changeSchema),
      ("Facility", FacilityFields.schema),
      ("NewFacility", FacilityFields.newSchema),
      ("FacilityChange", FacilityFields.changeSchema),
      ("FacilityPage", page(of: "Facility")),
      ("Staff", StaffFields.schema),
      ("StaffPage", page(of: "Staff")),
      ("User", UserFields.schema),
      ("NewUser", UserFields.newSchema),
      ("UserChange", UserFields.changeSchema),
      ("UserPage", page(of: "User")),
      ("Tenant", TenantFields.schema),
      ("TenantChange", TenantFields.changeSchema),
      ("SettingsValue", TenantFields.valueSchema),
      ("Action", AuditFields.actionSchema),
      ("ActionPage", page(of: "Action")),
      ("Change", AuditFields.changeSchema),
      ("ChangePage", page(of: "Change")),
      ("History", AuditFields.historySchema),
      ("HistoryPage", page(of: "History")),
      ("Health", .object(.init(properties: [.init(name: "status", schema: .string(.init()))]))),
      (
        "KeySet",
        .object(
          .init(properties: [
            .init(
              name: "keys",
              schema: .array(.object(.init(properties: [], isOpen: true)), maximum: nil)
            )
          ])
        )
      ),
      ("Problem", problem),
    ]
  }

  /// Some rows of a list.
  static func page(of name: String) -> Schema {
    .object(
      .init(properties: [
        .init(name: "items", schema: .array(.reference(name), maximum: nil)),
        .init(
          name: "next",
          schema: .nullable(.string(.init())),
          description: "The cursor of the next page; null on the last."
        ),
      ])
    )
  }

  private static let problem = Schema.object(
    .init(properties: [
      .init(name: "type", schema: .oneOf(Problem.Kind.allCases.map(\.type))),
      .init(name: "title", schema: .string(.init())),
      .init(name: "status", schema: .integer(400...599)),
      .init(name: "detail", schema: .string(.init()), isRequired: false),
      .init(
        name: "errors",
        schema: .array(
          .object(
            .init(properties: [
              .init(
                name: "pointer",
                schema: .string(.init()),
                description: "A JSON pointer into the body, or the name of a parameter."
              ),
              .init(
                name: "rule",
                schema: .string(.init()),
                description: "The rule that was broken, such as the name of a constraint."
              ),
              .init(name: "message", schema: .string(.init())),
            ])
          ),
          maximum: nil
        ),
        isRequired: false,
        description: "What is wrong with which member of the request."
      ),
    ])
  )
}
