/// A migration as another tool's files hold it, not judged yet.
struct ForeignMigration {
  /// One half of it.
  struct Half {
    var file: String
    var lines: [TracedLine]
    /// Whether it is to run outside of a transaction.
    var isOutside = false
  }

  /// What the tool's own record calls it.
  var label: String
  /// `1`, `20250803200700`, `1.2`.
  var version: String
  /// As the file, or the class, has it.
  var name: String
  /// The file that messages about the migration as a whole name.
  var file: String
  var up: Half?
  var down: Half?
}

/// What a format's reader makes of the files.
struct Reading {
  var migrations: [ForeignMigration] = []
  var repeatables: [Conversion.Repeatable] = []
  var problems: [ConversionProblem] = []
  var notes: [String] = []

  mutating func refuse(_ file: String, _ line: Int? = nil, _ reason: String) {
    problems.append(ConversionProblem(file: file, line: line, reason: reason))
  }

  /// Adds one half, to the migration whose other half is known already if it is.
  mutating func add(
    _ half: ForeignMigration.Half,
    isUp: Bool,
    label: String,
    version: String,
    name: String
  ) {
    guard let index = migrations.firstIndex(where: { $0.label == label }) else {
      migrations.append(
        ForeignMigration(
          label: label,
          version: version,
          name: name,
          file: half.file,
          up: isUp ? half : nil,
          down: isUp ? nil : half
        )
      )
      return
    }
    if let other = isUp ? migrations[index].up : migrations[index].down {
      return refuse(half.file, nil, "version \(version) is \(other.file)'s already")
    }
    if isUp { migrations[index].up = half } else { migrations[index].down = half }
  }
}

extension String {
  /// The digits that it begins with, and what follows them.
  var leadingNumber: (digits: String, rest: String)? {
    let digits = prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : (String(digits), String(dropFirst(digits.count)))
  }

  /// Without zeros at its beginning, as a number is recorded.
  var withoutZeros: String {
    let rest = drop { $0 == "0" }
    return rest.isEmpty ? "0" : String(rest)
  }

  func removing(suffix: String) -> String? {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
  }
}
