extension Reading {
  /// Flyway: `V<version>__<description>.sql`, `U` to take it back, `R__` for what is applied whenever it
  /// changes. A file of the same name and `.conf` may take it out of its transaction.
  static func flyway(_ files: [SourceFile]) -> Reading {
    var reading = Reading()
    let outside = Set(
      files.compactMap { file in
        file.runsOutsideTransaction ? file.path.removing(suffix: ".conf") : nil
      }
    )
    for file in files where !file.name.hasSuffix(".conf") {
      guard let stem = file.name.removing(suffix: ".sql") else {
        if file.name.hasPrefix("V"), file.name.contains("__") {
          reading.refuse(file.path, nil, "a migration that is no SQL; write the pair by hand")
        }
        continue
      }
      guard let (kind, version, name) = stem.flywayParts else {
        reading.refuse(
          file.path,
          nil,
          "not a name like V1_2__create_users.sql; a callback has no counterpart, move it away"
        )
        continue
      }
      let half = ForeignMigration.Half(
        file: file.path,
        lines: file.lines,
        isOutside: outside.contains(file.path)
      )
      switch kind {
      case "V", "U":
        reading.add(half, isUp: kind == "V", label: version, version: version, name: name)
      case "R":
        reading.repeatables.append(Conversion.Repeatable(name: name, text: file.text))
      default: reading.notes.append("\(file.path) stands for others, and is passed over")
      }
    }
    return reading
  }
}

extension SourceFile {
  fileprivate var runsOutsideTransaction: Bool {
    name.hasSuffix(".sql.conf")
      && lines.contains { line in
        let pair = line.text.filter { !$0.isWhitespace }
        return pair.lowercased() == "executeintransaction=false"
      }
  }
}

extension String {
  /// The kind, the version with dots, and the description.
  fileprivate var flywayParts: (kind: String, version: String, name: String)? {
    guard let kind = first.map(String.init), "VURB".contains(kind),
      let gap = firstRange(of: "__")
    else { return nil }
    let version = self[index(after: startIndex)..<gap.lowerBound]
    let name = String(self[gap.upperBound...])
    guard !name.isEmpty else { return nil }
    if kind == "R" { return version.isEmpty ? (kind, "", name) : nil }
    let parts = version.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "_" }
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }) else {
      return nil
    }
    return (kind, parts.joined(separator: "."), name)
  }

  private func firstRange(of word: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
      start = index(after: start)
    }
    return nil
  }
}
