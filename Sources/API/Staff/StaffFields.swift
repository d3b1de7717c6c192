internal import Access
internal import Store

/// The members of a person's assignment to a facility.
enum StaffFields {
  static let schema = Schema.object(
    .init(properties: [
      .init(name: "userId", schema: .uuid),
      .init(name: "firstName", schema: .string(.personName)),
      .init(name: "lastName", schema: .string(.personName)),
      .init(name: "role", schema: .oneOf(Role.allCases.map(\.rawValue))),
      .init(name: "assignedAt", schema: .dateTime),
      .init(
        name: "assignedBy",
        schema: .nullable(.uuid),
        description: "Who assigned them; null where the platform did."
      ),
    ])
  )

  static func write(_ writer: inout JSONWriter, _ staff: StaffRow) {
    writer.object { writer in
      writer.member("userId", staff.user)
      writer.member("firstName", staff.firstName)
      writer.member("lastName", staff.lastName)
      writer.member("role", staff.role.rawValue)
      writer.member("assignedAt", staff.assignedAt)
      writer.member("assignedBy", staff.assignedBy?.description)
    }
  }
}
