// swift-tools-version: 6.2

import PackageDescription

/// Every target is compiled in the strictest mode that the toolchain offers.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "heartly",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "heartly", targets: ["heartly"]),
    .executable(name: "heartly-server", targets: ["heartly-server"]),
    .library(name: "Postgres", targets: ["Postgres"]),
    .library(name: "PostgresCluster", targets: ["PostgresCluster"]),
    .library(name: "MigrateLint", targets: ["MigrateLint"]),
    .library(name: "PostgresSyntax", targets: ["PostgresSyntax"]),
    .library(name: "Migrate", targets: ["Migrate"]),
    .library(name: "MigrateExact", targets: ["MigrateExact"]),
    .library(name: "LiveCatalog", targets: ["LiveCatalog"]),
    .library(name: "MigrateProof", targets: ["MigrateProof"]),
    .library(name: "TestDatabase", targets: ["TestDatabase"]),
    .library(name: "MigrateImport", targets: ["MigrateImport"]),
    .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // MARK: Libraries worth publishing

    .systemLibrary(
      name: "CLibpq",
      pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
    ),
    .systemLibrary(name: "CEpoll"),
    // Declarations only: the library is loaded when the program runs.
    .systemLibrary(name: "CPgQuery"),
    .target(
      name: "Postgres",
      dependencies: [
        .target(name: "CEpoll", condition: .when(platforms: [.linux])),
        "CLibpq",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "PostgresCluster",
      dependencies: [
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(name: "PostgresSyntax", dependencies: ["CPgQuery"], swiftSettings: strict),
    .target(name: "MigrateLint", dependencies: ["PostgresSyntax"], swiftSettings: strict),
    .target(
      name: "Migrate",
      dependencies: [
        "Postgres",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(name: "LiveCatalog", dependencies: ["Postgres"], swiftSettings: strict),
    .target(
      name: "MigrateExact",
      dependencies: ["Migrate", "MigrateLint", "Postgres", "PostgresCluster"],
      swiftSettings: strict
    ),
    .target(
      name: "MigrateProof",
      dependencies: [
        "LiveCatalog", "Migrate", "MigrateExact", "MigrateLint", "Postgres",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TestDatabase",
      dependencies: [
        "Migrate", "Postgres", "PostgresCluster",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "MigrateImport",
      dependencies: ["LiveCatalog", "Migrate", "MigrateExact", "MigrateProof", "Postgres"],
      swiftSettings: strict
    ),
    .target(
      name: "TransparencyLog",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict
    ),

    .target(name: "CSV", swiftSettings: strict),

    // MARK: The platform

    .target(name: "Access", swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: [
        "Access", "Postgres",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "API",
      dependencies: [
        "Access", "CSV", "Store",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .target(name: "Supervision", swiftSettings: strict),
    .executableTarget(
      name: "heartly-server",
      dependencies: [
        "API", "Access", "Postgres", "Store", "Supervision",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "heartly",
      dependencies: [
        "CSV",
        "Access",
        "LiveCatalog",
        "Migrate",
        "MigrateExact",
        "MigrateImport",
        "MigrateLint",
        "MigrateProof",
        "Postgres",
        "PostgresCluster",
        "PostgresSyntax",
        "Supervision",
        "TransparencyLog",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),

    // MARK: Tests

    .target(
      name: "TestSupport",
      dependencies: ["Postgres", .product(name: "SystemPackage", package: "swift-system")],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "TestDatabaseTests",
      dependencies: [
        "Migrate", "Postgres", "TestDatabase", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PostgresTests",
      dependencies: [
        "Postgres", "PostgresCluster", "TestDatabase", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PostgresClusterTests",
      dependencies: [
        "PostgresCluster",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PostgresSyntaxTests",
      dependencies: ["PostgresSyntax"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MigrateLintTests",
      dependencies: [
        "MigrateLint", "Postgres", "PostgresSyntax", "SampleDDL", "TestDatabase", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .target(
      name: "SampleDDL",
      path: "Tests/SampleDDL",
      swiftSettings: strict
    ),
    .testTarget(
      name: "MigrateExactTests",
      dependencies: [
        "Migrate", "MigrateExact", "MigrateLint", "Postgres", "PostgresCluster", "PostgresSyntax",
        "SampleDDL", "TestDatabase", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MigrateProofTests",
      dependencies: [
        "LiveCatalog", "Migrate", "MigrateExact", "MigrateLint", "MigrateProof", "Postgres",
        "PostgresCluster", "TestDatabase", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MigrateTests",
      dependencies: [
        "LiveCatalog", "Migrate", "Postgres", "TestDatabase", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MigrateImportTests",
      dependencies: [
        "LiveCatalog", "Migrate", "MigrateExact", "MigrateImport", "MigrateProof", "Postgres",
        "TestDatabase", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TransparencyLogTests",
      dependencies: ["TransparencyLog"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SchemaTests",
      dependencies: [
        "heartly", "LiveCatalog", "Migrate", "Postgres", "PostgresCluster", "TestDatabase",
        "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "heartly", "LiveCatalog", "Migrate", "Postgres", "PostgresCluster", "TestDatabase",
        "TestSupport",
        "TransparencyLog",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Plan/Golden"],
      swiftSettings: strict
    ),
    .target(
      name: "CareFixture",
      dependencies: [
        "Access", "Migrate", "Postgres", "Store", "TestDatabase", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Tests/CareFixture",
      swiftSettings: strict
    ),
    .testTarget(name: "AccessTests", dependencies: ["Access"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Access", "CareFixture", "Postgres", "PostgresSyntax", "Store", "TestDatabase",
        "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "APITests",
      dependencies: [
        "API", "Access", "CareFixture", "Postgres", "Store", "TestDatabase", "TestSupport",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "Instrumentation", package: "swift-distributed-tracing"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["schemathesis.toml"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Access", "CareFixture", "Migrate", "Postgres", "Supervision", "TestDatabase",
        "TestSupport",
        "heartly", "heartly-server",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
