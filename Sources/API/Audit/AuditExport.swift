internal import CSV
internal import HTTPTypes
internal import Store

/// How an audit log leaves the system.
struct AuditExport: Sendable {
  var log: Log
  var format: Format

  enum Log: String, CaseIterable, Sendable {
    case actions, changes
  }

  enum Format: String, CaseIterable, Sendable {
    case jsonl, csv

    var contentType: String {
      switch self {
      case .jsonl: "application/jsonl"
      // RFC 7111, section 5.1
      case .csv: "text/csv; charset=utf-8; header=present"
      }
    }
  }

  func answer(_ page: AuditPage<ActionRow>) -> Answer {
    answer(page, AuditTable.actionHeader, AuditTable.record, AuditFields.write)
  }

  func answer(_ page: AuditPage<ChangeRow>) -> Answer {
    answer(page, AuditTable.changeHeader, AuditTable.record, AuditFields.write)
  }

  private func answer<Row>(
    _ audit: AuditPage<Row>,
    _ header: CSVRecord,
    _ record: (Row) -> CSVRecord,
    _ write: (inout JSONWriter, Row) -> Void
  ) -> Answer {
    var body: [UInt8] = []
    switch format {
    case .csv:
      body += header.line.utf8
      for row in audit.page.elements { body += record(row).line.utf8 }
    case .jsonl:
      for row in audit.page.elements {
        var writer = JSONWriter()
        write(&writer, row)
        body += writer.bytes
        body.append(UInt8(ascii: "\n"))
      }
    }
    var answer = Answer(contentType: format.contentType, body: body)
    answer.headers[.auditPeriod] = "\(audit.period)"
    answer.headers[.contentDisposition] =
      "attachment; filename=\"audit-\(log.rawValue).\(format.rawValue)\""
    if let next = audit.page.next {
      // RFC 8288. A cursor is of letters that a URL takes as they are.
      let query = "log=\(log.rawValue)&format=\(format.rawValue)&cursor=\(next.text)"
      answer.headers[.link] = "</v1/audit/export?\(query)>; rel=\"next\""
    }
    return answer
  }
}
