extension Reading {
  /// golang-migrate: `^([0-9]+)_(.*)\.(down|up)\.(.*)$`.
  static func golangMigrate(_ files: [SourceFile]) -> Reading {
    var reading = Reading()
    for file in files where file.name.hasSuffix(".sql") {
      let isUp = file.name.hasSuffix(".up.sql")
      guard let stem = file.name.removing(suffix: isUp ? ".up.sql" : ".down.sql"),
        let (digits, rest) = stem.leadingNumber, rest.hasPrefix("_")
      else {
        reading.refuse(file.path, nil, "not a name like 0001_create_users.up.sql; move it away")
        continue
      }
      reading.add(
        ForeignMigration.Half(file: file.path, lines: file.lines),
        isUp: isUp,
        label: digits.withoutZeros,
        version: digits,
        name: String(rest.dropFirst())
      )
    }
    return reading
  }

  /// sqlx: `<version>_<name>.sql`, or `.up.sql` and `.down.sql`. A text that begins with
  /// `-- no-transaction` runs outside of one.
  static func sqlx(_ files: [SourceFile]) -> Reading {
    var reading = Reading()
    for file in files where file.name.hasSuffix(".sql") {
      let stem =
        file.name.removing(suffix: ".up.sql") ?? file.name.removing(suffix: ".down.sql")
        ?? file.name.removing(suffix: ".sql") ?? ""
      guard let (digits, rest) = stem.leadingNumber, rest.hasPrefix("_") else {
        reading.refuse(
          file.path,
          nil,
          "not a name like 20250803200700_create_users.sql; move it away"
        )
        continue
      }
      reading.add(
        ForeignMigration.Half(
          file: file.path,
          lines: file.lines,
          isOutside: file.text.hasPrefix("-- no-transaction")
        ),
        isUp: !file.name.hasSuffix(".down.sql"),
        label: digits.withoutZeros,
        version: digits,
        name: String(rest.dropFirst())
      )
    }
    return reading
  }

  /// dbmate: both halves in one file, `-- migrate:up` before `-- migrate:down`, each with options.
  static func dbmate(_ files: [SourceFile]) -> Reading {
    var reading = Reading()
    for file in files where file.name.hasSuffix(".sql") {
      guard let (digits, rest) = file.name.removing(suffix: ".sql")?.leadingNumber else {
        reading.refuse(
          file.path,
          nil,
          "not a name like 20250803200700_create_users.sql; move it away"
        )
        continue
      }
      var halves: [Bool: ForeignMigration.Half] = [:]
      var current: Bool?
      for line in file.lines {
        if let (isUp, options) = line.dbmateBlock {
          if halves[isUp] != nil || (isUp && halves[false] != nil) {
            reading.refuse(
              file.path,
              line.number,
              "dbmate reads one migrate:up and then one migrate:down; delete the other"
            )
          }
          current = isUp
          halves[isUp] = ForeignMigration.Half(
            file: file.path,
            lines: [],
            isOutside: options.contains("transaction:false")
          )
        } else if let current {
          halves[current]?.lines.append(line)
        } else if !line.isBlank, !line.isComment {
          reading.refuse(
            file.path,
            line.number,
            "a statement before `-- migrate:up`; move it behind"
          )
          break
        }
      }
      guard let up = halves[true] else {
        reading.refuse(file.path, nil, "there is no `-- migrate:up` in it")
        continue
      }
      let name = String(rest.drop { $0 == "_" || $0 == "-" })
      reading.add(up, isUp: true, label: digits, version: digits, name: name)
      if let down = halves[false] {
        reading.add(down, isUp: false, label: digits, version: digits, name: name)
      }
    }
    return reading
  }

  /// goose: both halves in one file, with annotations for what its splitter cannot see.
  static func goose(_ files: [SourceFile]) -> Reading {
    var reading = Reading()
    for file in files {
      if file.name.hasSuffix(".go"), file.name.leadingNumber != nil {
        reading.refuse(file.path, nil, "a migration in Go is no SQL; write the pair by hand")
      }
      guard let stem = file.name.removing(suffix: ".sql") else { continue }
      guard let (digits, rest) = stem.leadingNumber, rest.hasPrefix("_") else {
        reading.refuse(file.path, nil, "not a name like 00001_create_users.sql; move it away")
        continue
      }
      let label = digits.withoutZeros
      let name = String(rest.dropFirst())
      for (isUp, half) in reading.gooseHalves(of: file) {
        reading.add(half, isUp: isUp, label: label, version: digits, name: name)
      }
    }
    return reading
  }

  private mutating func gooseHalves(
    of file: SourceFile
  ) -> [(isUp: Bool, half: ForeignMigration.Half)] {
    var halves: [(isUp: Bool, half: ForeignMigration.Half)] = []
    var isOutside = false
    for line in file.lines {
      switch line.gooseAnnotation {
      case "Up":
        if !halves.isEmpty { refuse(file.path, line.number, "a second `-- +goose Up`") }
        halves.append((true, ForeignMigration.Half(file: file.path, lines: [])))
      case "Down":
        if halves.count != 1 {
          refuse(file.path, line.number, "`-- +goose Down` stands once, behind `-- +goose Up`")
        }
        halves.append((false, ForeignMigration.Half(file: file.path, lines: [])))
      case "StatementBegin", "StatementEnd", "ENVSUBST OFF": break
      case "NO TRANSACTION": isOutside = true
      case let word?:
        refuse(
          file.path,
          line.number,
          "`-- +goose \(word)` depends on where it runs; write the final text"
        )
      case nil where halves.isEmpty:
        if !line.isBlank, !line.isComment {
          refuse(file.path, line.number, "a statement before `-- +goose Up`; move it behind")
          return []
        }
      case nil: halves[halves.count - 1].half.lines.append(line)
      }
    }
    if halves.isEmpty { refuse(file.path, nil, "there is no `-- +goose Up` in it") }
    return halves.map { half in
      var half = half
      half.half.isOutside = isOutside
      return half
    }
  }
}

extension TracedLine {
  /// Which half begins here, and with which options: `^--\s*migrate:(up|down)`.
  fileprivate var dbmateBlock: (isUp: Bool, options: [Substring])? {
    guard text.hasPrefix("--") else { return nil }
    let words = text.dropFirst(2).split(whereSeparator: \.isWhitespace)
    switch words.first {
    case "migrate:up": return (true, Array(words.dropFirst()))
    case "migrate:down": return (false, Array(words.dropFirst()))
    default: return nil
    }
  }

  /// What stands behind `-- +goose`.
  fileprivate var gooseAnnotation: String? {
    guard text.hasPrefix("--") else { return nil }
    let words = text.dropFirst(2).split(whereSeparator: \.isWhitespace)
    return words.first == "+goose" ? words.dropFirst().joined(separator: " ") : nil
  }
}
