//! Lists of programs as they come from real life, and what the site publishes of programs.

mod common;

use std::collections::BTreeMap;
use std::process::Command;

use common::Project;
use serde_json::Value as Json;

const DAY: [&str; 2] = ["--date", "2026-11-24"];
const VIA: [&str; 2] = ["--via", "international-osteoporosis-foundation"];

fn ctf(project: &Project, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ctf"))
        .args(arguments)
        .args(DAY)
        .current_dir(project.root())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

/// Files below data/programs, with their texts.
fn records(project: &Project) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(project.root().join("data/programs"))
        .into_iter()
        .flatten();
    let files = files.filter(|entry| entry.file_type().is_file());
    let named = |entry: walkdir::DirEntry| {
        let path = entry
            .path()
            .strip_prefix(project.root())
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let text = project.read(&path);
        (path, text)
    };
    files.map(named).collect()
}

/// Large towns: country as somebody wrote it, town, latitude, longitude.
const TOWNS: &[(&str, &str, f64, f64)] = &[
    ("FR", "Paris", 48.8566, 2.3522),
    ("fr", "Orléans", 47.9029, 1.9093),
    ("Germany", "Köln", 50.9375, 6.9603),
    ("DE", "München", 48.1372, 11.5755),
    ("Spain", "Madrid", 40.4168, -3.7038),
    ("ES", "Málaga", 36.7213, -4.4214),
    ("United Kingdom", "Oxford", 51.752, -1.2577),
    ("GB", "Leeds", 53.8008, -1.5491),
    ("Italy", "Firenze", 43.7696, 11.2558),
    ("CA", "Ottawa", 45.4215, -75.6972),
    ("JP", "Kyoto", 35.0116, 135.7681),
    ("AU", "Canberra", -35.2809, 149.13),
];

/// 300 rows in Windows-1252 with semicolons and decimal commas, and what each must become.
fn nasty() -> (Vec<u8>, BTreeMap<&'static str, usize>) {
    let mut text = String::from("\u{A0}Hospital name ;Country;Town;Lat.;Long.;Mailbox;Person in charge;Web;Beds\r\n");
    let mut expected = BTreeMap::new();
    let comma = |degrees: f64| format!("{degrees:.4}").replace('.', ",");
    for number in 0..300_usize {
        let (country, town, lat, lon) = TOWNS[number % TOWNS.len()];
        // A step of about a kilometre for each round, so that only what shall be shared is shared.
        let (lat, lon) = (lat + (number / TOWNS.len()) as f64 * 0.01, lon);
        let name = format!("Klinik {number} {town}");
        let (lat_text, lon_text) = (comma(lat), comma(lon));
        let (mailbox, person, web) = ("fls@example.org", "jane.doe@example.org", "www.example.org/fls");
        let (fate, row) = match number % 25 {
            // The row before again, its words turned and its point a few metres off.
            1 => {
                let (country, town, lat, lon) = TOWNS[(number - 1) % TOWNS.len()];
                let lat = lat + ((number - 1) / TOWNS.len()) as f64 * 0.01 + 0.0003;
                let name = format!("{town} - KLINIK  {}", number - 1);
                let row = format!("{name};{country};{town};{};{};;;;", comma(lat), comma(lon));
                ("likely duplicate", row)
            }
            2 => ("not placed", format!("{name};;{town};{lat_text};{lon_text};;;;")),
            3 => ("not placed", format!("{name};{country};{town};;;;;;")),
            4 if lon.abs() > 90.0 => (
                "not placed",
                format!("{name};{country};{town};{lon_text};{lat_text};;;;"),
            ),
            5 => ("not placed", format!(";{country};{town};{lat_text};{lon_text};;;;")),
            6 => ("not placed", ";;;;;\u{A0};;;".to_owned()),
            7 => (
                "not placed",
                format!("{name};Atlantis;{town};{lat_text};{lon_text};;;;"),
            ),
            8 => (
                "not placed",
                format!("{name};{country};{town};{lat_text};{lon_text};;;;;Bett"),
            ),
            9 => (
                "new",
                format!(
                    "'={name};{country};{town};{lat_text}°;+{};;;;",
                    lon_text.trim_start_matches('-')
                ),
            )
                .into_positive(lon),
            10 => (
                "new",
                format!("{name}, {person};{country};{town};{lat_text};{lon_text};{person};;http://x;"),
            ),
            11 => (
                "new",
                format!("\"{name} \"\"Nord\"\"; Haus\r\nB\";{country};{town};{lat_text};{lon_text};;;;"),
            ),
            // Another hospital at the very point of the row before.
            12 => {
                let (country, town, lat, lon) = TOWNS[(number - 1) % TOWNS.len()];
                let lat = lat + ((number - 1) / TOWNS.len()) as f64 * 0.01;
                (
                    "new",
                    format!("Sankt Anna {number};{country};{town};{};{};;;;", comma(lat), comma(lon)),
                )
            }
            _ => (
                "new",
                format!(
                    "\u{A0} {name}\u{A0};{country} ; {town};{lat_text};{lon_text};{mailbox};{person};{web};{number}"
                ),
            ),
        };
        *expected.entry(fate).or_insert(0) += 1;
        text.push_str(&row);
        text.push_str("\r\n");
    }
    let byte = |c: char| u8::try_from(u32::from(c)).expect("a letter of Windows-1252");
    (text.chars().map(byte).collect(), expected)
}

trait Positive {
    fn into_positive(self, longitude: f64) -> Self;
}

impl Positive for (&'static str, String) {
    /// A west longitude keeps its sign: only an east one is written with a plus.
    fn into_positive(self, longitude: f64) -> Self {
        if longitude < 0.0 {
            (self.0, self.1.replace('+', "-"))
        } else {
            self
        }
    }
}

const MAP: &str = "name: Hospital name\ncity: Town\nlatitude: Lat.\nlongitude: Long.\ncontact_url: Mailbox\nwebsite: Web\n\
    constants: {kind: hospital}\ndefaults: {name_lang: de, precision: exact}\n";

#[test]
fn a_list_from_real_life_becomes_a_clean_set_and_a_whole_report() {
    let project = Project::copy();
    let (list, expected) = nasty();
    project.write("list.csv", &list);
    project.write("columns.yml", MAP);
    let before = records(&project);
    let mut arguments = vec!["programs", "import", "list.csv", "--map", "columns.yml"];
    arguments.extend(VIA);
    let (good, text) = ctf(&project, &arguments);
    assert!(
        good && text.contains("Windows-1252") && text.contains("semicolons"),
        "{text}"
    );
    assert!(
        text.contains("`Person in charge`, `Beds`") && text.contains("nothing was written"),
        "{text}"
    );
    assert_eq!(records(&project), before, "a preview writes nothing");
    arguments.push("--write");
    let (good, text) = ctf(&project, &arguments);
    assert!(good, "{text}");

    let report = project.read("list.csv.report.csv");
    let mut reader = csv::ReaderBuilder::new().from_reader(report.trim_start_matches('\u{FEFF}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *counts.entry(&row[1]).or_insert(0) += 1);
    assert_eq!(counts, expected, "{report}");
    let mut lines: Vec<u64> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    lines.dedup();
    assert_eq!(lines.len(), 300, "every row once");
    assert!(lines.is_sorted());
    for row in &rows {
        assert_eq!(
            row[5].is_empty(),
            matches!(&row[1], "new" | "same as existing"),
            "{row:?}"
        );
    }

    let written = records(&project);
    assert_eq!(written.len() - before.len(), expected["new"]);
    for (path, text) in &written {
        assert!(
            !text.contains("jane") && !text.contains('\u{A0}') && text.contains("state: listed"),
            "{path}\n{text}"
        );
    }
    assert!(!report.contains("jane"), "{report}");
    let (good, text) = ctf(&project, &["check"]);
    assert!(good, "{text}");

    let (good, text) = ctf(&project, &arguments);
    assert!(good && text.contains(" 0 new") || text.contains(": 0 new"), "{text}");
    assert_eq!(records(&project), written, "nothing is written twice");
    assert!(project.root().join("list.csv.report-2.csv").exists());
}

#[test]
fn what_is_published_has_its_schema_and_comes_back_as_it_was() {
    let project = Project::copy();
    project.write("list.csv", nasty().0);
    project.write("columns.yml", MAP);
    let mut arguments = vec!["programs", "import", "list.csv", "--map", "columns.yml", "--write"];
    arguments.extend(VIA);
    assert!(ctf(&project, &arguments).0);
    let network = "name: \"A network\"\nname_lang: en\nname_latin: \"A network\"\nkind: network\ncountry: FR\nsites:\n  \
        - {name: \"One; two\", city: Lille, latitude: 50.6292, longitude: 3.0573, precision: exact}\n  \
        - {city: Lyon, latitude: 45.764, longitude: 4.8357, precision: city}\nstate: awarded\ngrades: {hip: gold}\n\
        awards:\n  - {level: gold, date: 2024-05-01, framework: \"2022\", evidence: \"https://www.example.org/a\"}\n\
        languages: [fr, en]\nmodel: fls\nstarted: 2015\n\
        patients_per_year: {value: 850, year: 2024, source: \"https://www.example.org/p\"}\n";
    project.write("data/programs/fr/a-network.yml", network);

    let site = project.built(&["--production", "--date", "2026-11-24"]);
    let json = |path: &str| -> Json { serde_json::from_slice(&site[path]).unwrap() };
    let schema = json("map/programs.schema.json");
    let validator = jsonschema::JSONSchema::compile(&schema).unwrap();
    let all = json("map/programs.geojson");
    for path in [
        "map/programs.geojson",
        "map/countries/fr.geojson",
        "map/countries/jp.geojson",
    ] {
        let document = json(path);
        let faults: Vec<String> = match validator.validate(&document) {
            Ok(()) => Vec::new(),
            Err(faults) => faults.map(|fault| fault.to_string()).collect(),
        };
        assert!(faults.is_empty(), "{path}: {faults:?}");
    }
    let count = records(&project).len();
    assert_eq!(all["features"].as_array().unwrap().len(), count);
    assert_eq!(all["date"], "2026-11-24", "the day of the listing");
    assert!(all.get("crs").is_none());
    let columns = json("map/columns.json");
    assert_eq!(
        (&columns["n"], &columns["places"]),
        (&count.into(), &(count + 1).into())
    );
    let france = columns["countries"]
        .as_array()
        .unwrap()
        .iter()
        .position(|code| code == "FR")
        .unwrap();
    let starts: Vec<u64> = columns["starts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_u64().unwrap())
        .collect();
    let end = starts.get(france + 1).copied().unwrap_or(count as u64);
    let names = json("map/names/fr.json");
    assert_eq!(names["name"].as_array().unwrap().len() as u64, end - starts[france]);
    let all_names =
        json("map/search.json")["names"].as_array().unwrap()[starts[france] as usize..end as usize].to_vec();
    assert_eq!(names["name"], Json::from(all_names), "rows are the same in all files");
    assert!(
        !site
            .keys()
            .any(|path| path.starts_with("map/") && path.contains("demo"))
    );
    assert!(!String::from_utf8_lossy(&site["map/programs.csv"]).contains("Example FLS"));

    for (format, published) in [("csv", "map/programs.csv"), ("geojson", "map/programs.geojson")] {
        let name = format!("taken.{format}");
        project.write(&name, &site[published]);
        let (good, text) = ctf(&project, &["programs", "import", &name]);
        assert!(good && text.contains(&format!("{count} same as existing")), "{text}");
        let (good, text) = ctf(
            &project,
            &[
                "programs",
                "export",
                "--format",
                format,
                "--country",
                "fr",
                "--out",
                "fr",
            ],
        );
        assert!(good && text.contains("programs in fr"), "{text}");
        assert!(!ctf(&project, &["programs", "export", "--format", format, "--out", "fr"]).0);
        std::fs::remove_file(project.root().join("fr")).unwrap();
    }
}

#[test]
fn the_script_of_the_map_gets_its_words_and_files_by_pack() {
    let project = Project::copy();
    project.write(
        "content/es/pack.yml",
        "tag: es\nname: Español\ndirection: ltr\nstatus: draft\n",
    );
    project.write(
        "content/es/ui.ftl",
        "map_title = Mapa de los programas\nlevel_gold = Oro\n",
    );
    project.write(
        "content/es/programs/index.md",
        "---\ntitle: Programas\ndescription: \"Programas de atención después de una fractura, con un mapa.\"\nslug: programas\n---\n\nTexto.\n",
    );
    let words =
        "map_marks = { $n ->\n    [one] { $n } mark in { $place }\n   *[other] { $n } marks in { $place }\n }\n";
    project.write("content/en/ui.ftl", project.read("content/en/ui.ftl") + words);
    let site = project.built(&["--base-url", "https://www.example.org/ctf/", DAY[0], DAY[1]]);
    let json = |path: &str| -> Json { serde_json::from_slice(&site[path]).unwrap() };
    let (english, spanish) = (json("map/words.json"), json("es/map/words.json"));
    assert_eq!((&english["lang"], &spanish["lang"]), (&"en".into(), &"es".into()));
    assert_eq!(spanish["words"]["map_title"], "Mapa de los programas");
    assert_eq!(spanish["words"]["map_link"], "{country}: {counts}", "borrowed");
    assert_eq!(english["plurals"]["map_marks"]["one"], "{n} mark in {place}");
    assert_eq!(spanish["plurals"]["map_marks"].as_object().unwrap().len(), 3);
    assert_eq!(spanish["marks"]["gold"]["label"], "Oro");
    assert_eq!(
        (&english["programs"], &spanish["programs"]),
        (&"/ctf/programs/".into(), &"/ctf/es/programas/".into())
    );
    let fiji = &spanish["countries"]["FJ"];
    assert_eq!(
        (&fiji["name"], &fiji["url"]),
        (&"Fiyi".into(), &"/ctf/es/countries/fj/".into())
    );

    // Every address leads to a file, and every box holds the first mark of its country.
    let path = |address: &Json| address.as_str().unwrap().strip_prefix("/ctf/").unwrap().to_owned();
    let sets = english["sets"].as_array().unwrap();
    assert!(sets.len() == 1 && sets[0]["demo"] == true, "{sets:?}");
    for key in ["columns", "search", "geojson", "csv"] {
        assert!(site.contains_key(&path(&sets[0][key])), "{key}");
    }
    let columns = json(&path(&sets[0]["columns"]));
    for code in columns["countries"].as_array().unwrap() {
        let code = code.as_str().unwrap();
        let ids = json(&format!("{}{}.json", path(&sets[0]["names"]), code.to_lowercase()))["id"].clone();
        for id in ids.as_array().unwrap() {
            let page = format!(
                "{}{}/{}/index.html",
                path(&spanish["programs"]),
                code.to_lowercase(),
                id.as_str().unwrap()
            );
            assert!(site.contains_key(&page), "{page}");
        }
        let [x0, y0, x1, y1] = [0, 1, 2, 3].map(|at| english["countries"][code]["box"][at].as_f64().unwrap());
        assert!(
            x1 - x0 >= 6.0 && y1 - y0 >= 6.0 && x0 > -10.0 && x1 < 1410.0 && x1 - x0 < 700.0,
            "{code}: {x0} {y0} {x1} {y1}"
        );
    }
    let table = String::from_utf8_lossy(&site[&path(&sets[0]["csv"])]).into_owned();
    assert!(table.lines().skip(1).count() > 40 && table.lines().skip(1).all(|line| line.contains("Example FLS")));
}

/// A listed hospital of a town in France.
fn listed(name: &str) -> String {
    format!(
        "name: {name}\nname_lang: fr\nkind: hospital\ncountry: \"FR\"\nsites:\n  - {{city: Tours, latitude: 47.39, longitude: 0.69, precision: city}}\n\
         state: listed\nlisting: {{via: international-osteoporosis-foundation, date: 2026-05-01}}\nlanguages: [fr]\n"
    )
}

#[test]
fn levels_and_states_have_pages_and_more_programs_than_a_page_holds_stand_there() {
    let project = Project::copy();
    let few = project.built(&DAY);
    let text = |site: &BTreeMap<String, Vec<u8>>, path: &str| String::from_utf8(site[path].clone()).unwrap();
    let all = text(&few, "programs/index.html");
    assert!(all.contains("Example FLS – Suva") && !few.contains_key("programs/page/2/index.html"));
    let rules = few.iter().find(|(path, _)| path.ends_with("/filters.css")).unwrap().1;
    let rules = String::from_utf8_lossy(rules);
    assert!(rules.contains("[data-grade~=\"hip-gold\"]") && rules.contains("[data-level~=\"gold\"]"));
    for (path, name) in [
        ("programs/level/gold/index.html", "Gold"),
        ("programs/state/under-review/index.html", "Under review"),
    ] {
        let page = text(&few, path);
        assert!(page.contains(name) && page.contains("Example FLS"), "{path}");
        assert!(page.contains("noindex"), "{path} has examples only");
    }

    // Not two of them at one place with like names: that would be one program twice.
    let words = ["Nord", "Ouest", "Est", "Centre", "Vallon", "Rive", "Pont"];
    for n in 0..260 {
        let name = format!("{} {} {n}", words[n % 7], words[n / 7 % 7]);
        let place = format!(
            "latitude: {:.2}, longitude: {:.2}",
            44.0 + (n % 20) as f64 / 5.0,
            (n / 20) as f64 / 5.0
        );
        let record = listed(&name).replace("latitude: 47.39, longitude: 0.69", &place);
        project.write(&format!("data/programs/fr/service-{n:03}.yml"), record);
    }
    let many = project.built(&DAY);
    let all = text(&many, "programs/index.html");
    assert!(!all.contains("Nord Nord 0") && !all.contains("Example FLS – Suva"));
    let (first, second) = (
        "programs/state/listed/index.html",
        "programs/state/listed/page/2/index.html",
    );
    let page = text(&many, first);
    assert!(
        !page.contains("noindex") && page.contains("260 programs") && page.contains("example"),
        "{page}"
    );
    let pages = page + &text(&many, second);
    for n in 0..260 {
        assert!(pages.contains(&format!("/programs/fr/service-{n:03}/")), "{n}");
    }
    assert!(text(&many, "programs/level/gold/index.html").contains("noindex"));
    assert!(
        !many
            .iter()
            .any(|(path, bytes)| path.ends_with("/filters.css") && String::from_utf8_lossy(bytes).contains("hip-gold"))
    );
}

#[test]
fn the_page_about_the_data_names_every_key_of_the_files_of_the_map() {
    let project = Project::copy();
    let record = listed("Service du Nord").replace(
        "name_lang: fr\n",
        "name_lang: fr\nname_latin: Nord\nname_local: {text: Norzh, lang: br}\n",
    );
    project.write("data/programs/fr/nord.yml", record);
    let site = project.built(&DAY);
    let page = project.read("content/en/open-data.md");
    for (section, path) in [
        ("columns", "map/columns.json"),
        ("names", "map/names/fr.json"),
        ("search", "map/search.json"),
        ("words", "map/words.json"),
    ] {
        let start = page.find(&format!("{{#{section}}}")).unwrap();
        let text = &page[start..];
        let text = &text[..text.find("\n#").unwrap_or(text.len())];
        let cells = text
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
        let told: Vec<&str> = cells
            .flat_map(|cell| cell.split(", "))
            .map(|key| key.trim_matches('`'))
            .collect();
        let json: Json = serde_json::from_slice(&site[path]).unwrap();
        let mut written: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut named = told.clone();
        named.sort_unstable();
        written.sort_unstable();
        assert_eq!(named, written, "{path}");
    }
    let page = String::from_utf8_lossy(&site["open-data/index.html"]).into_owned();
    for path in [
        "map/programs.schema.json",
        "map/columns.json",
        "map/countries/fr.geojson",
        "map/countries/fr.csv",
    ] {
        assert!(page.contains(path), "{path}");
    }
}
