//! Code blocks of 10 to 14 lines, no two alike.

use std::fmt::Write;

use super::random::Random;

const LANGUAGES: [&str; 4] = ["sql", "json", "python", "csv"];
const FIELDS: [&str; 12] = [
    "fracture_date",
    "site",
    "age",
    "assessed_on",
    "treated_on",
    "reviewed_on",
    "clinic",
    "region",
    "scan",
    "falls",
    "adherent",
    "sex",
];
const TABLES: [&str; 8] = [
    "patients",
    "fractures",
    "visits",
    "scans",
    "treatments",
    "reviews",
    "clinics",
    "letters",
];

/// The block of the `n`th page that has one, with its fences.
pub fn block(n: usize, random: &mut Random) -> String {
    let language = LANGUAGES[n % LANGUAGES.len()];
    let code = match language {
        "sql" => sql(random),
        "json" => json(random),
        "python" => python(random),
        _ => csv(random),
    };
    format!("```{language}\n{code}```\n")
}

fn name(random: &mut Random) -> String {
    format!("{}_{}", random.pick(&TABLES), random.between(10, 9999))
}

fn sql(random: &mut Random) -> String {
    let (a, b, c) = (random.pick(&FIELDS), random.pick(&FIELDS), random.pick(&FIELDS));
    let (from, join) = (name(random), name(random));
    let mut code = format!(
        "-- Patients of {} who were seen in time\nSELECT f.{a},\n       COUNT(*) AS n_{b},\n",
        random.between(2010, 2026)
    );
    for _ in 0..random.between(1, 4) {
        let (field, weeks) = (random.pick(&FIELDS), random.between(4, 60));
        let _ = writeln!(
            code,
            "       SUM(CASE WHEN v.{field} <= DATE(f.{a}, '+{weeks} weeks') THEN 1 ELSE 0 END) AS within_{weeks},"
        );
    }
    let _ = write!(
        code,
        "       ROUND(100.0 * AVG(v.{c} IS NOT NULL), {}) AS share\nFROM {from} AS f\nLEFT JOIN {join} AS v ON v.patient_id = f.patient_id\n\
         WHERE f.{b} >= '20{}-0{}-{}'\n  AND f.age BETWEEN {} AND 110\nGROUP BY f.{a}\nHAVING COUNT(*) > {}\nORDER BY share DESC, n_{b};\n",
        random.between(0, 3),
        random.between(10, 26),
        random.between(1, 9),
        random.between(10, 28),
        random.between(40, 60),
        random.between(2, 90),
    );
    code
}

fn json(random: &mut Random) -> String {
    let mut code = format!(
        "{{\n  \"id\": \"{}\",\n  \"year\": {},\n",
        name(random),
        random.between(2010, 2026)
    );
    let _ = writeln!(
        code,
        "  \"open\": {},\n  \"note\": null,\n  \"{}\": [",
        random.one_in(2),
        random.pick(&TABLES)
    );
    let lines = random.between(4, 7);
    for at in 1..=lines {
        let (field, value, share) = (random.pick(&FIELDS), random.between(1, 9000), random.between(0, 999));
        let comma = if at < lines { "," } else { "" };
        let _ = writeln!(
            code,
            "    {{\"field\": \"{field}\", \"n\": {value}, \"share\": 0.{share:03}}}{comma}"
        );
    }
    code.push_str("  ]\n}\n");
    code
}

fn python(random: &mut Random) -> String {
    let (function, a, b) = (name(random), random.pick(&FIELDS), random.pick(&FIELDS));
    let mut code = format!(
        "def {function}(rows, weeks={}):\n    \"\"\"Share of rows whose {a} lies within so many weeks.\"\"\"\n",
        random.between(4, 60)
    );
    let _ = writeln!(
        code,
        "    seen = [row for row in rows if row[\"{b}\"] is not None]\n    if not seen:\n        return 0.0"
    );
    for _ in 0..random.between(2, 5) {
        let (field, bound) = (random.pick(&FIELDS), random.between(1, 500));
        let _ = writeln!(
            code,
            "    seen = [row for row in seen if row.get(\"{field}\", {bound}) < {} * weeks]",
            random.between(2, 70)
        );
    }
    let _ = writeln!(
        code,
        "    in_time = sum(1 for row in seen if row[\"{a}\"] <= weeks)\n    return round(in_time / len(rows), {})  # of all, not of those seen",
        random.between(1, 4)
    );
    code
}

fn csv(random: &mut Random) -> String {
    let (a, b, c) = (random.below(4), 4 + random.below(4), 8 + random.below(4));
    let mut code = format!("id,{},{},{}\n", FIELDS[a], FIELDS[b], FIELDS[c]);
    for _ in 0..random.between(9, 13) {
        let (id, age, month, day) = (
            random.between(1000, 99999),
            random.between(50, 101),
            random.between(1, 12),
            random.between(1, 28),
        );
        let _ = writeln!(code, "{id},2025-{month:02}-{day:02},{age},{}", random.between(0, 1));
    }
    code
}
