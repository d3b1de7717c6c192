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
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "heartly", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Postgres", package: "heartly"),
        .product(name: "PostgresCluster", package: "heartly"),
        .product(name: "TransparencyLog", package: "heartly"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict
    )
  ],
  swiftLanguageModes: [.v6]
)
