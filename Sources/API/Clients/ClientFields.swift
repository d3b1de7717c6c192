internal import Access
internal import Foundation
internal import Store

/// The members of a client's record.
enum ClientFields {
  static let firstName = Field.text("firstName", .personName, "PHI.")
  static let lastName = Field.text("lastName", .personName, "PHI.")
  static var birthDate: Field<Day> {
    .day(
      "birthDate",
      pattern: DayPattern.until(Date()),
      "PHI. The person's local calendar date, from 1900-01-01 to today."
    )
  }
  static let uci = Field.text(
    "uci",
    .init(lengths: 6...20, pattern: "^[A-Z0-9]{6,20}$", example: "AB123456"),
    "PHI. The unique client identifier that the authorities use."
  )
  static let status = Field.word("status", ["ACTIVE", "INACTIVE", "DISCHARGED", "ON_HOLD"])
  static let phone = Field.text("phone", .phone, "PHI. E.164.")
  static let email = Field.text("email", .email, "PHI.")
  static let photo = Field.text(
    "photo",
    .anyText(0...500),
    "PHI. Where the photograph is kept."
  )
  static let facility: Field<ID<Facility>> = .id("facilityId", "PHI. Where the person lives.")

  static var schema: Schema {
    .object(
      .init(properties: [
        .init(name: "id", schema: .uuid),
        facility.property, firstName.property, lastName.property, birthDate.property, uci.property,
        status.property,
        .init(name: "phone", schema: .nullable(phone.schema)),
        .init(name: "email", schema: .nullable(email.schema)),
        .init(name: "photo", schema: .nullable(photo.schema)),
        .init(name: "createdAt", schema: .dateTime),
        .init(name: "updatedAt", schema: .dateTime),
      ])
    )
  }

  static var newSchema: Schema {
    .object(
      .init(properties: [
        facility.property, firstName.property, lastName.property, birthDate.property, uci.property,
        .init(
          name: "status",
          schema: status.schema,
          isRequired: false,
          description: "Default ACTIVE."
        ),
        .init(name: "phone", schema: .nullable(phone.schema), isRequired: false),
        .init(name: "email", schema: .nullable(email.schema), isRequired: false),
        .init(name: "photo", schema: .nullable(photo.schema), isRequired: false),
      ])
    )
  }

  static var changeSchema: Schema {
    .object(
      .init(properties: [
        .init(name: "firstName", schema: firstName.schema, isRequired: false),
        .init(name: "lastName", schema: lastName.schema, isRequired: false),
        .init(name: "birthDate", schema: birthDate.schema, isRequired: false),
        .init(name: "uci", schema: uci.schema, isRequired: false),
        .init(name: "status", schema: status.schema, isRequired: false),
        .init(name: "phone", schema: .nullable(phone.schema), isRequired: false),
        .init(name: "email", schema: .nullable(email.schema), isRequired: false),
        .init(name: "photo", schema: .nullable(photo.schema), isRequired: false),
      ])
    )
  }

  static func new(_ json: JSONValue) throws(Problem) -> NewClient {
    var body = try BodyReader(json)
    let facility = body.required(facility)
    let firstName = body.required(firstName)
    let lastName = body.required(lastName)
    let birthDate = body.required(birthDate)
    let uci = body.required(uci)
    let status = body.optional(status)
    let phone = body.nullable(phone)
    let email = body.nullable(email)
    let photo = body.nullable(photo)
    try body.finish()
    guard let facility, let firstName, let lastName, let birthDate, let uci else {
      throw Problem(kind: .invalid)
    }
    return NewClient(
      facility: facility,
      firstName: firstName,
      lastName: lastName,
      birthDate: birthDate,
      uci: uci,
      status: status ?? "ACTIVE",
      phone: phone,
      email: email,
      photo: photo
    )
  }

  static func change(_ json: JSONValue) throws(Problem) -> ClientChange {
    var body = try BodyReader(json)
    var change = ClientChange()
    change.firstName = body.change(firstName)
    change.lastName = body.change(lastName)
    change.birthDate = body.change(birthDate)
    change.uci = body.change(uci)
    change.status = body.change(status)
    change.phone = body.removable(phone)
    change.email = body.removable(email)
    change.photo = body.removable(photo)
    try body.finish()
    return change
  }

  static func write(_ writer: inout JSONWriter, _ client: ClientRow) {
    writer.object { writer in
      writer.member("id", client.id)
      writer.member("facilityId", client.facility)
      writer.member("firstName", client.firstName)
      writer.member("lastName", client.lastName)
      writer.member("birthDate", client.birthDate)
      writer.member("uci", client.uci)
      writer.member("status", client.status)
      writer.member("phone", client.phone)
      writer.member("email", client.email)
      writer.member("photo", client.photo)
      writer.member("createdAt", client.createdAt)
      writer.member("updatedAt", client.updatedAt)
    }
  }
}

extension Schema.StringRules {
  /// Whatever PostgreSQL's texts can hold: everything but U+0000.
  static func anyText(_ lengths: ClosedRange<Int>, example: String? = nil) -> Self {
    Self(lengths: lengths, pattern: #"^[^\u0000]*$"#, example: example)
  }
  /// Every script; no control characters, and no blanks at the ends.
  static let personName = Self(
    lengths: 1...50,
    pattern: "^[^\(controls)\(blanks)]([^\(controls)]*[^\(controls)\(blanks)])?$",
    example: "José"
  )
  /// E.164
  static let phone = Self(pattern: "^\\+[1-9][0-9]{1,14}$", example: "+15305550100")
  /// As the columns' CHECK has it: parts between dots, an @, and a domain in any script. It has no
  /// `format`: what JSON Schema calls an address is another set, and neither holds the other.
  static let email = Self(
    lengths: 6...254,
    pattern: "^\(local)+(\\.\(local)+)*@(\(domain)+\\.)+\(domain){2,}$",
    example: "jose@example.org"
  )

  private static let local = #"[^@."(),:;<>\[\\\]\u0000-\u0020\u007F-\u00A0\#(wideBlanks)]"#
  private static let domain =
    #"[^\u0000-\u002C\u002E\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A0\#(wideBlanks)]"#
  private static let wideBlanks =
    #"\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF"#

  private static let controls = #"\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069"#
  private static let blanks =
    #"\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060\u2800\u3000\u3164\uFEFF"#
}
