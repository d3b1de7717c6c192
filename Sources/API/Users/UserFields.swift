internal import Access
internal import Store

/// The members of a person's record.
enum UserFields {
  static let firstName = Field.text("firstName", .personName)
  static let lastName = Field.text("lastName", .personName)
  static let username = Field.text(
    "username",
    .init(lengths: 1...100, pattern: Schema.StringRules.personName.pattern, example: "ana.garcia"),
    "Of nobody else in the organisation."
  )
  static let email = Field.text("email", .email, "Of nobody else in the organisation.")
  static let company = Field.text("company", .anyText(0...255))
  static let phone = Field.text("phone", .phone, "E.164.")
  static let role = Field.role("role", "Default STAFF; anything else is an OWNER's to give.")
  static let permissions = Field.permissions("permissions")
  static let onboardingStep = Field.step("onboardingStep", 0...10)
  static let onboardingCompletedAt = Field.moment("onboardingCompletedAt")
  static let status = Field.word("status", ["ACTIVE", "INACTIVE", "SUSPENDED", "PENDING"])

  /// STAFF read of others the first four members only, and of themselves everything.
  static let schema = Schema.object(
    .init(properties: [
      .init(name: "id", schema: .uuid),
      firstName.property, lastName.property,
      .init(name: "role", schema: role.schema),
      shownToSomeOnly("username", username.schema),
      shownToSomeOnly("email", .nullable(email.schema)),
      shownToSomeOnly("company", .nullable(company.schema)),
      shownToSomeOnly("phone", .nullable(phone.schema)),
      shownToSomeOnly("permissions", permissions.schema),
      shownToSomeOnly("onboardingStep", onboardingStep.schema),
      shownToSomeOnly("onboardingCompletedAt", .nullable(.dateTime)),
      shownToSomeOnly("status", status.schema),
      shownToSomeOnly("createdAt", .dateTime),
      shownToSomeOnly("updatedAt", .dateTime),
    ])
  )

  private static func shownToSomeOnly(_ name: String, _ schema: Schema) -> Schema.Property {
    .init(
      name: name,
      schema: schema,
      isRequired: false,
      description: "Absent where STAFF read of somebody else: they see the name and the role."
    )
  }

  static let newSchema = Schema.object(
    .init(properties: [
      firstName.property, lastName.property, username.property,
      .init(name: "email", schema: .nullable(email.schema), isRequired: false),
      .init(name: "company", schema: .nullable(company.schema), isRequired: false),
      .init(name: "phone", schema: .nullable(phone.schema), isRequired: false),
      .init(
        name: "role",
        schema: role.schema,
        isRequired: false,
        description: role.description
      ),
      .init(
        name: "permissions",
        schema: permissions.schema,
        isRequired: false,
        description: permissions.description
      ),
      .init(
        name: "status",
        schema: status.schema,
        isRequired: false,
        description: "Default ACTIVE."
      ),
    ])
  )

  static let changeSchema = Schema.object(
    .init(properties: [
      .init(name: "firstName", schema: firstName.schema, isRequired: false),
      .init(name: "lastName", schema: lastName.schema, isRequired: false),
      .init(
        name: "username",
        schema: username.schema,
        isRequired: false,
        description: "Of oneself only an OWNER's to change."
      ),
      .init(name: "email", schema: .nullable(email.schema), isRequired: false),
      .init(name: "company", schema: .nullable(company.schema), isRequired: false),
      .init(name: "phone", schema: .nullable(phone.schema), isRequired: false),
      .init(
        name: "role",
        schema: role.schema,
        isRequired: false,
        description: "An OWNER's to change."
      ),
      .init(
        name: "permissions",
        schema: .nullable(permissions.schema),
        isRequired: false,
        description: permissions.description
      ),
      .init(name: "onboardingStep", schema: onboardingStep.schema, isRequired: false),
      .init(
        name: "onboardingCompletedAt",
        schema: .nullable(onboardingCompletedAt.schema),
        isRequired: false
      ),
      .init(
        name: "status",
        schema: status.schema,
        isRequired: false,
        description: "Of oneself only an OWNER's to change."
      ),
    ])
  )

  static func new(_ json: JSONValue) throws(Problem) -> NewUser {
    var body = try BodyReader(json)
    let firstName = body.required(firstName)
    let lastName = body.required(lastName)
    let username = body.required(username)
    let email = body.nullable(email)
    let company = body.nullable(company)
    let phone = body.nullable(phone)
    let role = body.optional(role)
    let permissions = body.optional(permissions)
    let status = body.optional(status)
    try body.finish()
    guard let firstName, let lastName, let username else { throw Problem(kind: .invalid) }
    return NewUser(
      firstName: firstName,
      lastName: lastName,
      username: username,
      email: email,
      company: company,
      phone: phone,
      role: role ?? .staff,
      grants: permissions?.applied(to: .none) ?? .none,
      status: status ?? "ACTIVE"
    )
  }

  static func change(_ json: JSONValue) throws(Problem) -> UserChange {
    var body = try BodyReader(json)
    var change = UserChange()
    change.firstName = body.change(firstName)
    change.lastName = body.change(lastName)
    change.username = body.change(username)
    change.email = body.removable(email)
    change.company = body.removable(company)
    change.phone = body.removable(phone)
    change.role = body.change(role)
    if case .set(let permissions) = body.removable(permissions) {
      let permissions = permissions ?? GrantsPatch(granted: .set([]), refused: .set([]))
      (change.granted, change.refused) = (permissions.granted, permissions.refused)
    }
    change.onboardingStep = body.change(onboardingStep)
    change.onboardingCompletedAt = body.removable(onboardingCompletedAt)
    change.status = body.change(status)
    try body.finish()
    return change
  }

  static func write(_ writer: inout JSONWriter, _ user: UserRow) {
    writer.object { writer in
      writer.member("id", user.id)
      writer.member("firstName", user.firstName)
      writer.member("lastName", user.lastName)
      writer.member("role", user.role.rawValue)
      guard let account = user.account else { return }
      writer.member("username", account.username)
      writer.member("email", account.email)
      writer.member("company", account.company)
      writer.member("phone", account.phone)
      writer.name("permissions")
      writer.object { writer in
        for (name, names) in [
          ("grant", account.grants.granted), ("refuse", account.grants.refused),
        ] {
          writer.name(name)
          writer.array(names.map(\.rawValue).sorted()) { $0.string($1) }
        }
      }
      writer.member("onboardingStep", Int(account.onboardingStep))
      writer.member("onboardingCompletedAt", account.onboardingCompletedAt?.description)
      writer.member("status", account.status)
      writer.member("createdAt", account.createdAt)
      writer.member("updatedAt", account.updatedAt)
    }
  }
}
