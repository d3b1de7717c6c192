/// Names as they are written by those who bear them; any likeness is chance's.
enum SyntheticNames {
  static let organisations = [
    "Sunrise Care", "Harbor Homes", "Willow Living", "Casa Serena", "Golden Oak", "Nuevo Día",
    "Redwood Residences", "Bay Haven", "Cedar & Stone", "Maison Clément",
  ]
  static let houses = [
    "Oak", "Pine", "Elm", "Cedar", "Maple", "Birch", "Willow", "Laurel", "Juniper", "Aspen",
    "Magnolia", "Sequoia", "Manzanita", "Sycamore", "Alder",
  ]
  static let streets = [
    "Main Street", "Oak Avenue", "2nd Street", "El Camino Real", "Mission Boulevard", "Lake Drive",
    "Calle de la Luna", "Sunset Road",
  ]
  static let cities = [
    "Sacramento", "Fresno", "San José", "Oakland", "Stockton", "Los Ángeles", "Chico", "Eureka",
  ]

  /// First names and last names of one script belong together.
  private static let people: [(first: [String], last: [String])] = [
    (
      ["Mary", "James", "Linda", "Robert", "Patricia", "Michael", "Dorothy", "William", "Ruth"],
      ["Smith", "Johnson", "O'Brien", "Lee-Carter", "Van Dyke", "McDonald", "St. John", "D’Angelo"]
    ),
    (
      ["José", "María", "Jesús", "Guadalupe", "Ángel", "Inés", "Ramón", "Ximena"],
      ["García", "Núñez", "Hernández", "Ibáñez", "de la Cruz", "Muñoz", "Peña"]
    ),
    (
      ["Zoë", "Jürgen", "Françoise", "Søren", "Łukasz", "Ingrid", "Åsa", "Štěpán", "Þórunn"],
      ["Müller", "Dvořák", "Øster", "Groß", "Wałęsa", "L'Écuyer", "Ó Súilleabháin", "Åkesson"]
    ),
    (
      ["Thị Mai", "Văn Minh", "Ngọc Ánh", "Quốc Bảo"], ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng"]
    ),
    (["明", "秀英", "伟", "丽华"], ["王", "李", "陈", "欧阳"]),
    (["花子", "太郎", "さくら", "健二"], ["山田", "佐藤", "渡邊", "高橋"]),
    (["지영", "민수", "하은"], ["김", "이", "박", "남궁"]),
    (["Анна", "Иван", "Ольга", "Фёдор"], ["Иванова", "Петренко", "Щербаков", "Ковальчук"]),
    (["Ελένη", "Γιώργος", "Σοφία"], ["Παπαδόπουλος", "Νικολάου", "Ιωάννου"]),
    (["محمد", "فاطمة", "ليلى"], ["الحسن", "خوري", "الزهراني"]),
    (["משה", "רחל", "יעל"], ["כהן", "לוי", "בן דוד"]),
    (["राहुल", "प्रिया", "अनिता"], ["शर्मा", "पटेल", "सिंह"]),
    (["ანა", "გიორგი"], ["ბერიძე", "კაპანაძე"]),
    (["Արմեն", "Անի"], ["Պետրոսյան", "Սարգսյան"]),
    (["ኣበበ", "ሰላም"], ["ተስፋዬ", "ገብረ"]),
    (["Hli", "Tou", "Mai Yia"], ["Vang", "Xiong", "Yang"]),
  ]

  static func person(_ chance: inout Chance) -> (first: String, last: String) {
    // Half of them are of the first two, as in California.
    let group =
      chance.number(0...1) == 0 ? chance.number(0...1) : chance.number(0...people.count - 1)
    return (people[group].first.one(&chance), people[group].last.one(&chance))
  }
}
