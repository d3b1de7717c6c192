internal import Access
internal import Store

/// The members of a facility's record.
enum FacilityFields {
  static let name = Field.text(
    "name",
    .init(lengths: 3...100, pattern: Schema.StringRules.personName.pattern, example: "Oak House"),
    "Of no other facility."
  )
  static let address = Field.text("address", .anyText(5...200, example: "1 Main Street"))
  static let city = Field.text("city", .anyText(2...100, example: "Sacramento"))
  static let state = Field.text("state", .init(pattern: "^[A-Z]{2}$", example: "CA"))
  static let zip = Field.text(
    "zip",
    .init(pattern: "^[0-9]{5}(-[0-9]{4})?$", example: "95814")
  )
  static let phone = Field.text("phone", .phone, "E.164.")
  static let email = Field.text("email", .email)
  static let projectedClientCount = Field.count(
    "projectedClientCount",
    "How many clients it is meant for."
  )
  static let roomCount = Field.count("roomCount")
  static let status = Field.word("status", ["ACTIVE", "INACTIVE", "MAINTENANCE"])

  static let schema = Schema.object(
    .init(properties: [
      .init(name: "id", schema: .uuid),
      name.property, address.property, city.property, state.property, zip.property,
      .init(name: "phone", schema: .nullable(phone.schema)),
      .init(name: "email", schema: .nullable(email.schema)),
      projectedClientCount.property,
      .init(name: "roomCount", schema: .nullable(roomCount.schema)),
      status.property,
      .init(name: "createdAt", schema: .dateTime),
      .init(name: "updatedAt", schema: .dateTime),
    ])
  )

  static let newSchema = Schema.object(
    .init(properties: [
      name.property, address.property, city.property, state.property, zip.property,
      .init(name: "phone", schema: .nullable(phone.schema), isRequired: false),
      .init(name: "email", schema: .nullable(email.schema), isRequired: false),
      .init(
        name: "projectedClientCount",
        schema: projectedClientCount.schema,
        isRequired: false,
        description: "Default 0."
      ),
      .init(name: "roomCount", schema: .nullable(roomCount.schema), isRequired: false),
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
      .init(name: "name", schema: name.schema, isRequired: false),
      .init(name: "address", schema: address.schema, isRequired: false),
      .init(name: "city", schema: city.schema, isRequired: false),
      .init(name: "state", schema: state.schema, isRequired: false),
      .init(name: "zip", schema: zip.schema, isRequired: false),
      .init(name: "phone", schema: .nullable(phone.schema), isRequired: false),
      .init(name: "email", schema: .nullable(email.schema), isRequired: false),
      .init(
        name: "projectedClientCount",
        schema: projectedClientCount.schema,
        isRequired: false
      ),
      .init(name: "roomCount", schema: .nullable(roomCount.schema), isRequired: false),
      .init(name: "status", schema: status.schema, isRequired: false),
    ])
  )

  static func new(_ json: JSONValue) throws(Problem) -> NewFacility {
    var body = try BodyReader(json)
    let name = body.required(name)
    let address = body.required(address)
    let city = body.required(city)
    let state = body.required(state)
    let zip = body.required(zip)
    let phone = body.nullable(phone)
    let email = body.nullable(email)
    let projectedClientCount = body.optional(projectedClientCount)
    let roomCount = body.nullable(roomCount)
    let status = body.optional(status)
    try body.finish()
    guard let name, let address, let city, let state, let zip else {
      throw Problem(kind: .invalid)
    }
    return NewFacility(
      name: name,
      address: address,
      city: city,
      state: state,
      zip: zip,
      phone: phone,
      email: email,
      projectedClientCount: projectedClientCount ?? 0,
      roomCount: roomCount,
      status: status ?? "ACTIVE"
    )
  }

  static func change(_ json: JSONValue) throws(Problem) -> FacilityChange {
    var body = try BodyReader(json)
    var change = FacilityChange()
    change.name = body.change(name)
    change.address = body.change(address)
    change.city = body.change(city)
    change.state = body.change(state)
    change.zip = body.change(zip)
    change.phone = body.removable(phone)
    change.email = body.removable(email)
    change.projectedClientCount = body.change(projectedClientCount)
    change.roomCount = body.removable(roomCount)
    change.status = body.change(status)
    try body.finish()
    return change
  }

  static func write(_ writer: inout JSONWriter, _ facility: FacilityRow) {
    writer.object { writer in
      writer.member("id", facility.id)
      writer.member("name", facility.name)
      writer.member("address", facility.address)
      writer.member("city", facility.city)
      writer.member("state", facility.state)
      writer.member("zip", facility.zip)
      writer.member("phone", facility.phone)
      writer.member("email", facility.email)
      writer.member("projectedClientCount", Int(facility.projectedClientCount))
      writer.member("roomCount", facility.roomCount.map(Int.init))
      writer.member("status", facility.status)
      writer.member("createdAt", facility.createdAt)
      writer.member("updatedAt", facility.updatedAt)
    }
  }
}
