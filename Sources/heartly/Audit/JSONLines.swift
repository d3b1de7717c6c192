import TransparencyLog

/// An export that `heartly audit verify` reads: a JSON document on each line.
enum JSONLines {
  static func header(origin: String, size: UInt64, _ range: AuditRangeOptions) -> String {
    var text =
      #"{"format":"heartly-audit-export/1","origin":\#(quoted(origin)),"tenantId":"\#(range.tenant.text)","#
      + #""size":\#(size)"#
    if let from = range.from { text += #","from":\#(quoted(from))"# }
    if let to = range.to { text += #","to":\#(quoted(to))"# }
    return text + "}\n"
  }

  static func line(_ part: AuditExport.Part) -> [UInt8] {
    switch part {
    case .checkpoint(let note): return Array("{\"checkpoint\":\(quoted(note))}\n".utf8)
    case .omitted(let from, let to, let hashes):
      let list = hashes.map { "\"\($0)\"" }.joined(separator: ",")
      return Array(#"{"omittedFrom":\#(from),"omittedTo":\#(to),"hashes":[\#(list)]}"#.utf8) + [
        0x0A
      ]
    case .unsealed(let log, let id, let createdAt, let entry):
      let head =
        #"{"unsealed":true,"log":"\#(log)","id":"\#(id)","createdAt":"\#(createdAt)","entry":"#
      return Array(head.utf8) + entry + Array("}\n".utf8)
    case .entry(let entry):
      var line = Array(
        (#"{"index":\#(entry.index),"leafHash":"\#(entry.hash)","log":"\#(entry.log)","id":"\#(entry.id)","#
          + #""createdAt":"\#(entry.createdAt)","#
          + (entry.isArchived ? #""archived":true,"# : "") + "\"entry\":").utf8
      )
      line += entry.bytes ?? Array("null".utf8)
      line += "}\n".utf8
      return line
    }
  }

  /// A text as a JSON string.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\u{00}"..<"\u{10}": quoted += "\\u000\(String(scalar.value, radix: 16))"
      case "\u{10}"..<"\u{20}": quoted += "\\u00\(String(scalar.value, radix: 16))"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
