extension Reading {
  /// TypeORM: classes with `up` and `down`, of whose bodies nothing is understood but
  /// `await queryRunner.query(…)` of a literal. A migration is known by its property `name`, else by its
  /// class's, either of which ends in 13 digits, its timestamp.
  static func typeORM(_ files: [SourceFile]) -> Reading {
    var reading = Reading()
    for file in files where file.isScript {
      var parser = MigrationClassParser(file)
      parser.parse()
      reading.problems += parser.problems
      reading.migrations += parser.migrations
    }
    return reading
  }
}

extension SourceFile {
  fileprivate var isScript: Bool {
    [".ts", ".js", ".mts", ".mjs", ".cts", ".cjs"].contains { name.hasSuffix($0) }
      && !name.hasSuffix(".d.ts")
  }
}
