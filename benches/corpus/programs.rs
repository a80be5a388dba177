//! A project of programs: two packs and few pages beside them. Towns are real ones, everything else is made up.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use serde_json::Value as Json;

use super::random::Random;
use super::tongues::TONGUES;
use super::{TOPICS, copy, write_file};

/// Countries that have programs; the first have most.
const COUNTRIES: [&str; 60] = [
    "GB", "JP", "ES", "US", "CA", "FR", "AU", "IT", "DE", "NL", "CN", "IN", "BR", "MX", "TH", "TW", "KR", "PL", "SE",
    "IE", "NZ", "CH", "BE", "PT", "DK", "AT", "CZ", "GR", "TR", "RU", "MY", "PH", "ID", "VN", "AR", "CL", "CO", "PE",
    "ZA", "EG", "SA", "AE", "IL", "LB", "JO", "KW", "NO", "FI", "HU", "RO", "HR", "SI", "SK", "LT", "EE", "LV", "BG",
    "UY", "EC", "MA",
];
const PATRONS: [&str; 24] = [
    "St Luke",
    "St Mary",
    "St Anne",
    "Sacred Heart",
    "Good Hope",
    "Queen's",
    "King's",
    "North",
    "South",
    "East",
    "West",
    "Riverside",
    "Hillside",
    "Lakeside",
    "Parkview",
    "Central",
    "Holy Cross",
    "Trinity",
    "Victoria",
    "Mercy",
    "St John",
    "St Paul",
    "Highland",
    "Garden",
];
const KINDS: [(&str, &str); 8] = [
    ("Hospital", "hospital"),
    ("University Hospital", "hospital"),
    ("General Hospital", "hospital"),
    ("Clinic", "hospital"),
    ("Infirmary", "hospital"),
    ("Regional Bone Health Service", "regional"),
    ("Fracture Network", "network"),
    ("Health Centre", "primary_care"),
];

/// Writes a project of `count` programs in two packs into `root`, which must be empty or absent.
pub fn write(root: &Path, count: usize) -> io::Result<()> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&repository.join("themes/ctf"), &root.join("themes/ctf"))?;
    copy(&repository.join("data/map"), &root.join("data/map"))?;
    fs::copy(repository.join("data/countries.yml"), root.join("data/countries.yml"))?;
    let maps = fs::read_to_string(repository.join("data/site.yml"))?;
    let maps = maps.find("\nmap:").map_or("", |at| &maps[at + 1..]);
    write_file(&root.join("data/site.yml"), &(site() + maps))?;
    write_file(
        &root.join("data/partners/society.yml"),
        "name: Example society\nname_lang: en\nkind: society\nas_of: 2026-01-01\nreview_by: 2027-01-01\nsource: https://society.example/about\nurl: https://society.example/\n",
    )?;
    let words = fs::read_to_string(repository.join("content/en/ui.ftl"))?;
    for tongue in &TONGUES[..2] {
        let folder = root.join("content").join(tongue.pack);
        let source = tongue.pack == "en";
        let status = if source { "source" } else { "reviewed" };
        let facts = format!(
            "tag: {}\nname: {}\ndirection: {}\nstatus: {status}\n",
            tongue.pack, tongue.name, tongue.direction
        );
        write_file(&folder.join("pack.yml"), &facts)?;
        write_file(&folder.join("ui.ftl"), &words)?;
        let list = if source { "list: programs\n" } else { "" };
        for (file, title, keys, text) in [
            ("index.md", tongue.home, if source { "layout: home\n" } else { "" }, ""),
            ("programs/index.md", tongue.single[7], list, "```ctf:map\n```\n"),
        ] {
            let page = format!(
                "---\ntitle: \"{title}\"\ndescription: \"{title}: {}\"\nupdated: 2026-01-01\n{keys}---\n\n{} {} {}.\n\n{text}",
                tongue.objects[0], tongue.subjects[0], tongue.verbs[0], tongue.objects[1]
            );
            write_file(&folder.join(file), &page)?;
        }
    }
    records(root, &repository.join("data/map/towns.json"), count)
}

fn records(root: &Path, towns: &Path, count: usize) -> io::Result<()> {
    let towns: Json = serde_json::from_slice(&fs::read(towns)?).map_err(io::Error::other)?;
    for n in 0..count {
        let mut chance = Random::new(&[7, n as u64]);
        // Half of the countries have most of the programs, and large towns several.
        let country = COUNTRIES[chance.below(COUNTRIES.len()).min(chance.below(COUNTRIES.len()))];
        let Some(of_country) = towns["towns"][country].as_array() else {
            continue;
        };
        // Some lie on islands that the borders leave out, far off the coast that is there.
        let of_country: Vec<&Json> = of_country
            .iter()
            .filter(|town| !["Melilla", "Ceuta", "Magong"].contains(&town[0].as_str().unwrap_or_default()))
            .collect();
        let town = of_country[chance.below(of_country.len()).min(chance.below(of_country.len()))];
        let text = record(&mut chance, n, country, town);
        let path = format!("data/programs/{}/service-{n:06}.yml", country.to_lowercase());
        write_file(&root.join(path), &text)?;
    }
    Ok(())
}

/// A program near a town's middle, as often with a level as without.
fn record(chance: &mut Random, n: usize, country: &str, town: &Json) -> String {
    let city = town[0].as_str().unwrap_or_default();
    let mut off = |degrees: &Json| degrees.as_f64().unwrap_or_default() + (chance.below(601) as f64 - 300.0) / 1e4;
    let (latitude, longitude) = (off(&town[1]), off(&town[2]));
    let (called, kind) = KINDS[chance.below(KINDS.len())];
    let mut text = format!(
        "name: \"{city} {} {called} {n}\"\nname_lang: en\nkind: {kind}\ncountry: \"{country}\"\nsites:\n  - {{city: \"{city}\", latitude: {latitude:.4}, longitude: {longitude:.4}, precision: exact}}\n",
        chance.pick(&PATRONS)
    );
    match chance.below(4) {
        0 => text.push_str("state: listed\nlisting: {via: society, date: 2024-05-01}\n"),
        1 => text.push_str("state: under_review\nsubmitted: 2026-02-01\n"),
        _ => {
            let level = chance.pick(&["gold", "silver", "bronze"]);
            let _ = write!(
                text,
                "state: awarded\ngrades: {{hip: {level}, outpatient: silver}}\nawards:\n  - {{level: {level}, date: {}-0{}-15, framework: \"2022\", evidence: \"https://evidence.example/{n}\"}}\n",
                2014 + chance.below(12),
                1 + chance.below(9)
            );
        }
    }
    let _ = write!(
        text,
        "languages: [en]\nmodel: fls\nstarted: {}\nwebsite: https://service-{n}.example/\n",
        1999 + chance.below(15)
    );
    text
}

fn site() -> String {
    let topics = TOPICS.join(", ");
    format!(
        "title: Programs\nbase_url: https://programs.example/\nsource_pack: en\naffiliation: none\ncontact: https://organisation.example/contact/\n\
         security:\n  contact: https://organisation.example/security/\n  expires: 2027-10-31\n\
         organisation:\n  name: Example organisation\n  url: https://organisation.example/\n\
         licence:\n  name: CC BY 4.0\n  url: https://creativecommons.org/licenses/by/4.0/\n\
         topics: [{topics}]\nnavigation: [programs/index]\nfooter: []\ntheme: ctf\n"
    )
}
