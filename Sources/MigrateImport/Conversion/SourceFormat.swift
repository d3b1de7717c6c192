/// A tool whose files can be turned into pairs.
public enum SourceFormat: String, Sendable, Hashable, CaseIterable {
  /// `20250803200700_name.sql` with `-- migrate:up` and `-- migrate:down`.
  case dbmate
  /// `0001_name.up.sql` and `0001_name.down.sql`.
  case golangMigrate = "golang-migrate"
  /// `V1_2__name.sql`, `U1_2__name.sql` and `R__name.sql`.
  case flyway
  /// Classes in `.ts` and `.js` files, whose calls of `queryRunner.query` hold the SQL.
  case typeorm
  /// `00001_name.sql` with `-- +goose Up` and `-- +goose Down`.
  case goose
  /// `20250803200700_name.sql`, or the same with `.up.sql` and `.down.sql`.
  case sqlx

  /// Whether the tool looks for files in the directories below too.
  public var isRecursive: Bool { self == .flyway || self == .typeorm }

  /// The tool that keeps a record of them.
  public var tool: ForeignTool {
    switch self {
    case .dbmate: .dbmate
    case .golangMigrate: .golangMigrate
    case .flyway: .flyway
    case .typeorm: .typeorm
    case .goose: .goose
    case .sqlx: .sqlx
    }
  }
}
