import Postgres
import Testing

@Suite struct ConnectionTargetTests {
  @Test(arguments: [
    "postgres://ana:s3cret@db.example:5433/heartly?sslmode=require",
    "host=db.example port=5433 dbname=heartly user=ana password=s3cret",
  ])
  func `a target says where it leads and never the password`(text: String) throws {
    let target = try ConnectionTarget(text)
    #expect("\(target)" == "host=db.example port=5433 dbname=heartly user=ana")
    var dumped = ""
    dump(target, to: &dumped)
    #expect(!dumped.contains("s3cret"))
    #expect(!"\(Optional(target) as Any)".contains("s3cret"))
    #expect(target.effective("host") == "db.example")
  }

  /// Each holds the password in a way that libpq takes for something else.
  static let broken = [
    "postgres://ana:s3cret@db:port/heartly", "postgres://ana:s3c/ret@db/heartly",
    "postgres://ana:12/s3cret@db/heartly", "postgres://ana:x@s3cret@db/heartly",
    "postgres://ana:s3cret%@db/heartly", "postgres://ana:s3cret\"x\"%zz@db/heartly",
    "postgres://ana:s3cret@db/heartly?nothing=1", "postgres://ana:s3cret@[::1/heartly",
    "host=db password='s3cret", "host=db password=s3cret s3cret", "s3cret",
    "password=\"s3cret\" s3cret\"s3cret",
    "postgres://ana:s3cret@db/heartly\0",
  ]

  @Test(arguments: broken)
  func `a string that cannot be read is refused without showing it`(text: String) throws {
    let refusal = #expect(throws: PostgresError.self) { try ConnectionTarget(text) }
    guard case .invalidConfiguration(let reason) = try #require(refusal) else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(!reason.isEmpty)
    #expect(!"\(reason)".contains("s3c") && !reason.contains("ret"), "\(reason)")
  }

  @Test(arguments: [
    "postgres://ana:a%40b%2Fc@db/heartly", "postgres:///heartly?host=/run/postgresql", "",
    "postgres://[::1]:5432,db:5433/heartly", "dbname=a@b",
  ])
  func `what is unusual and right is accepted`(text: String) throws {
    _ = try ConnectionTarget(text)
  }
}
