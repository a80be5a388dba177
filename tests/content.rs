//! What the site says: the campaign's own sentences stand where they belong, numbers have their sources, and what is not
//! public appears nowhere.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::Project;

/// The campaign's text, sentence by sentence, by the pages on which each must stand.
const SENTENCES: &[(&[&str], &[&str])] = &[
    (
        &["index.html"],
        &[
            "Break the worldwide fragility fracture cycle",
            "The International Osteoporosis Foundation (IOF) has developed Capture the Fracture®, a global program to facilitate the implementation of Post-Fracture Care (PFC) Coordination Program, such as Fracture Liaison Services (FLS), for secondary fracture prevention.",
            "The Capture the Fracture® initiative guides healthcare systems in implementing their own FLS and provides a platform for the global exchange of existing projects and resources on FLS and local implementation strategies.",
            "The implementation of FLS is the single most important thing that can be done to directly improve patient care and reduce spiralling fracture-related healthcare costs worldwide.",
            "This website highlights successful models of care that have been developed throughout the world and provides a comprehensive collection of resources to support those wishing to develop an effective FLS.",
            "\"Worldwide, there is a large care gap that is leaving millions of fracture patients at serious risk of future fractures.",
            "‘Capture the Fracture’ hopes to close this gap and make secondary fracture prevention a reality.\"",
            "Cyrus Cooper",
            "A common disease",
            "It is estimated that worldwide, a fragility fracture occurs every three seconds.",
            "One fracture leads to another",
            "Having suffered a prior fragility fracture almost doubles a patient’s future fracture risk.",
            "Fractures are warning signs",
            "Half of patients presenting with hip fractures have suffered a prior fracture.",
            "We fail to ‘capture’ the first fracture",
            "The majority of fragility fracture patients are neither assessed, nor treated by their health care system to reduce fracture risk.",
            "The care gap",
            "To achieve a significant reduction in future fracture rates and resulting healthcare costs, healthcare systems must target those patients who have already suffered a fracture, as they are the ones at highest risk for future fractures.",
            "A growing body of evidence from many countries shows that Post-Fracture Care Programs – a coordinated, multi-disciplinary approach to patient care – offer the most clinically and cost-effective secondary preventive care .",
            "Capture the Fracture supports this systematic approach to secondary fracture prevention because it has been demonstrated to result in fewer fractures and significant cost savings for healthcare systems.",
            "The IOF Fracture Working group has published an important review outlining the evidence:",
            "Coordinator-based systems for secondary prevention in fragility fracture patients.",
            "D. Marsh, K. Åkesson, D. E. Beaton, E. R. Bogoch, S. Boonen, M.-L. Brandi, A. R. McLellan, P. J. Mitchell, J. E. M. Sale, D. A. Wahl and the IOF CSA Fracture Working Group.",
            "Osteoporos Int. 2011 Jul;22(7):2051-2065.",
            "PubMed ID 21607807",
            "To ensure that each and every patient presenting with a fragility fracture can receive the secondary preventive care they need, Capture the Fracture aims to:",
            "Capture the Fracture® is a registered trademark of IOF.",
            "Best Practice Framework",
            "Global recognition",
            "Interactive Maps",
            "Mentorship program",
            "Implementation guides & toolkits",
            "Interactive website",
            "Surveys, literature & epidemiology",
            "International coalition of partners",
        ],
    ),
    (
        &["kpis/index.html"],
        &[
            "In 2020, the International Osteoporosis Foundation (IOF) Capture the Fracture® Campaign with the Fragility Fracture Network (FFN) and National Osteoporosis Foundation (NOF) published eleven patient-level key performance indicators (KPIs) for fracture liaison services (FLSs) to guide quality improvement.",
            "A patient-level key performance indicator set to measure the effectiveness of fracture liaison services and guide quality improvement: a position paper of the IOF Capture the Fracture Working Group, National Osteoporosis Foundation and Fragility Fracture Network.",
            "Javaid MK, Sami A, Lems W, Mitchell P, Thomas T, Singer A, Speerin R, Fujita M, Pierroz DD, Akesson K, Halbout P, Ferrari S, Cooper C.",
            "Osteoporos Int. 2020 Jul;31(7):1193-1204.",
            "doi: 10.1007/s00198-020-05377-1.",
            "Epub 2020 Apr 8.",
            "PMID: 32266437; PMCID: PMC7280347.",
        ],
    ),
    (
        &["index.html", "framework/index.html"],
        &[
            "Reference our internationally endorsed framework outlining “best practice” for secondary fracture prevention that can be adapted to diverse healthcare systems around the world.",
        ],
    ),
    (
        &["index.html", "recognition/index.html"],
        &[
            "Put the Best Practice Framework into action and submit your PFC Coordination Program for IOF approved, Capture the Fracture Best Practice Recognition in celebration of your achievements in accordance with the Best Practice Framework.",
        ],
    ),
    (
        &["index.html", "programs/index.html"],
        &[
            "Highlight the work of your organization onto a global platform.",
            "PFC Coordination Programs receiving Capture the Fracture Best Practice Recognition are plotted on our interactive map, showcasing their systems and providing examples that can facilitate the success of future programs.",
        ],
    ),
    (
        &["index.html", "mentorship/index.html"],
        &[
            "Volunteer to be a mentor/mentee and help developing systems create their own program for secondary fracture prevention.",
        ],
    ),
    (
        &["index.html", "toolkits/index.html"],
        &[
            "Access online, national toolkits in country and language specific format for guidance in developing coordinator-based, post-fracture program.",
        ],
    ),
    (
        &["index.html", "resource-center/index.html"],
        &[
            "Interact with our Resource Center that serves as a primary resource on secondary fracture prevention for the international community.",
        ],
    ),
    (
        &["index.html", "surveys-and-epidemiology/index.html"],
        &["Visit the repository for research publications supporting the development of Post-Fracture Care Programs."],
    ),
    (
        &["index.html", "partners/index.html"],
        &[
            "Join our international coalition to provide consensus on effective models of care for the prevention of secondary fractures.",
        ],
    ),
    (
        &["about-osteoporosis/index.html"],
        &[
            "About osteoporosis",
            "Osteoporosis, which literally means porous bone, is a disease in which the density and quality of bone are reduced.",
            "As bones become more porous and fragile, the risk of fracture greatly increases.",
            "The loss of bone occurs silently and progressively.",
            "Often there are no symptoms until the first fracture occurs.",
            "Our bones are living tissue and constantly changing.",
            "From the moment of birth until young adulthood, bones are developing and strengthening.",
            "Our bones are at their most dense in our early 20s – called peak bone mass.",
            "See more detailed information about Bone Biology",
            "As we age some of our bone cells begin to dissolve bone matrix (resorption), while new bone cells deposit osteoid (formation).",
            "This process is known as remodeling.",
            "For people with osteoporosis, bone loss outpaces the growth of new bone.",
            "Bones become porous, brittle and prone to fracture.",
            "For more detailed information see Pathophysiology: Biological Causes of Osteoporosis.",
            "Around the world, 1 in 3 women and 1 in 5 men aged 50 and over will suffer a fragility fracture during their lifetime.",
            "In fact, a fragility fracture is estimated to occur every 3 seconds.",
            "The most common fractures associated with osteoporosis occur at the hip, spine and wrist.",
            "The likelihood of these fractures occurring particularly at the hip and spine increases with age in both women and men.",
            "Of particular concern are vertebral (spinal) and hip fractures.",
            "Vertebral fractures can result in serious consequences, including loss of height, intense back pain and deformity (sometimes called Dowager's Hump).",
            "A hip fracture often requires surgery and may result in loss of independence or death.",
            "The good news is there are many steps that can be taken to prevent and diagnose osteoporosis.",
            "It's now a largely treatable condition and, with a combination of lifestyle changes and appropriate medical treatment, many fractures can be avoided.",
        ],
    ),
];

#[test]
fn every_sentence_of_the_campaign_stands_on_its_page() {
    let site = built(&Project::copy(), &[]);
    let mut absent = Vec::new();
    for (pages, sentences) in SENTENCES {
        for page in *pages {
            let text = visible(std::str::from_utf8(&site[*page]).unwrap());
            absent.extend(
                sentences
                    .iter()
                    .filter(|sentence| !text.contains(*sentence))
                    .map(|it| format!("{page}: {it}")),
            );
        }
    }
    assert!(absent.is_empty(), "{}", absent.join("\n"));
}

/// Numbers that need no source of their own beside them, each with the reason.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "about-osteoporosis.md",
        "1 in 3 women and 1 in 5 men",
        "the campaign's own words; the next section says that they have neither year nor paper",
    ),
    (
        "index.md",
        "a fragility fracture occurs every three seconds",
        "the campaign's own words; the section ends with that remark",
    ),
    (
        "index.md",
        "almost doubles a patient’s future fracture risk",
        "the campaign's own words; the section ends with that remark",
    ),
    (
        "index.md",
        "Half of patients presenting with hip fractures",
        "the campaign's own words; the section ends with that remark",
    ),
    (
        "literature/javaid-2020.md",
        "with cuts at 50 and 80 per cent",
        "the page is the record of the paper that says so",
    ),
];

#[test]
fn numbers_in_texts_have_a_source_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en");
    let (mut bare, mut used) = (Vec::new(), vec![false; ALLOWED.len()]);
    let mut read = 0;
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|end| end != "md") {
            continue;
        }
        let name = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(entry.path()).unwrap();
        for paragraph in paragraphs(&text) {
            read += 1;
            if !is_count(&paragraph) || has_source(&paragraph) {
                continue;
            }
            match ALLOWED
                .iter()
                .position(|(file, words, _)| *file == name && paragraph.contains(words))
            {
                Some(at) => used[at] = true,
                None => bare.push(format!("{name}: {paragraph}")),
            }
        }
    }
    assert!(read > 300, "only {read} paragraphs were read");
    assert!(bare.is_empty(), "numbers without a source:\n{}", bare.join("\n"));
    for (file, remark) in [
        ("about-osteoporosis.md", "without year or paper"),
        ("index.md", "without year or paper"),
    ] {
        assert!(
            fs::read_to_string(folder.join(file)).unwrap().contains(remark),
            "{file}: {remark}"
        );
    }
    let idle: Vec<_> = ALLOWED
        .iter()
        .zip(used)
        .filter(|(_, used)| !used)
        .map(|(it, _)| it)
        .collect();
    assert!(idle.is_empty(), "allowed for nothing: {idle:?}");
}

#[test]
fn a_section_declared_as_an_example_is_passed_over_and_nothing_after_it() {
    let text = "---\ntitle: T\n---\n\nOne.\n\n## Sum {#sum .example}\n\n40%.\n\n### Part\n\n50%.\n\n## Next\n\n60%.\n";
    assert_eq!(paragraphs(text), ["One. ", "60%. "]);
}

#[test]
fn the_detector_of_numbers_sees_what_it_should() {
    for bare in [
        "About 40% of patients are lost.",
        "Some 40 per cent are lost.",
        "It has 1,200 services.",
        "There are 850 patients a year.",
        "One in three women will break a bone.",
        "1 in 3 women.",
        "A fracture occurs every three seconds.",
        "Half of patients are lost.",
        "It doubles the risk.",
    ] {
        assert!(is_count(bare) && !has_source(bare), "{bare}");
    }
    for plain in [
        "See standard 13.",
        "Write 2 spaces.",
        "Within 12 weeks of the fracture.",
        "One record is one file.",
    ] {
        assert!(!is_count(plain), "{plain}");
    }
    for sourced in [
        "About 40% are lost [@javaid-2020].",
        "{stat:x} of patients, or 40%.",
        "In 2013 there were 40 services.",
    ] {
        assert!(has_source(sourced), "{sourced}");
    }
}

/// The prose of a page: description and body, without code, tables and headings, and without sections that the page
/// itself declares as examples with made-up numbers.
fn paragraphs(text: &str) -> Vec<String> {
    let (front, body) = text[4..].split_once("\n---\n").unwrap();
    let mut paragraphs: Vec<String> = front
        .lines()
        .filter_map(|line| line.strip_prefix("description:"))
        .map(str::to_owned)
        .collect();
    let (mut code, mut open) = (false, String::new());
    // The level of the heading whose section is an example.
    let mut example = None;
    for line in body.lines().chain([""]) {
        code ^= line.trim_start().starts_with("```");
        let level = line.bytes().take_while(|b| *b == b'#').count();
        if !code && level > 0 && example.is_none_or(|of| level <= of) {
            example = line.trim_end().ends_with(".example}").then_some(level);
        }
        let prose = !code && example.is_none() && !line.starts_with(['#', '|', '`']);
        if prose && !line.trim().is_empty() {
            // Emphasis changes no words.
            open.push_str(&line.trim().replace("**", ""));
            open.push(' ');
        } else if !open.is_empty() {
            paragraphs.push(std::mem::take(&mut open));
        }
    }
    paragraphs
}

/// Whether a text gives a share or counts people, services or the like.
fn is_count(text: &str) -> bool {
    const COUNTED: [&str; 17] = [
        "patients",
        "people",
        "women",
        "men",
        "services",
        "programs",
        "programmes",
        "countries",
        "territories",
        "hospitals",
        "fractures",
        "cases",
        "deaths",
        "clinics",
        "studies",
        "euros",
        "dollars",
    ];
    const SHARES: [&str; 9] = [
        "per cent",
        "percent",
        "half of",
        "doubles",
        "twice as",
        "times as",
        "one in ",
        "every three seconds",
        "every 3 seconds",
    ];
    // A percentage is a word of its own, not a share.
    let lower = text.to_lowercase().replace("percentage", "");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        digits.len() >= 2 && digits.chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
    };
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let counted = |at: usize| words.get(at).is_some_and(|word| COUNTED.contains(&bare(word).as_str()));
    let counts = (0..words.len()).any(|at| is_number(words[at]) && (counted(at + 1) || counted(at + 2)));
    let ratio = words
        .windows(3)
        .any(|w| w[1] == "in" && [w[0], w[2]].iter().all(|n| n.parse::<u32>().is_ok()));
    let percent = words
        .iter()
        .any(|word| word.contains('%') && word.contains(|c: char| c.is_ascii_digit()));
    percent || counts || ratio || SHARES.iter().any(|share| lower.contains(share))
}

/// Whether a text names where its numbers come from: a citation, a statistic, a link to another site, or a year.
fn has_source(text: &str) -> bool {
    let year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")));
    year || text.contains("[@") || text.contains("{stat:") || text.contains("](https://")
}

#[test]
fn the_guide_for_editors_names_every_key_of_every_record() {
    use ctf_site::shapes::{self, Shape};
    const RECORDS: [&Shape; 13] = [
        &shapes::PAGE,
        &shapes::TOOLKIT,
        &shapes::FILE,
        &shapes::PUBLICATION,
        &shapes::STANDARD,
        &shapes::KPI,
        &shapes::PROGRAM,
        &shapes::PLACE,
        &shapes::AWARD,
        &shapes::PARTNER,
        &shapes::MENTORSHIP,
        &shapes::STATISTIC,
        &shapes::PACK,
    ];
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/contribute/fields.md");
    let guide = fs::read_to_string(guide).unwrap();
    let row = |name: &str, required: bool, doc: &str| {
        let told = doc[..1].to_uppercase() + &doc[1..];
        let mut rows = guide.lines().filter(|line| line.starts_with(&format!("| `{name}` |")));
        rows.any(|line| line.contains(&told) && line.contains("**Needed.**") == required)
    };
    let mut absent = Vec::new();
    for shape in RECORDS {
        let rows = shape
            .fields
            .iter()
            .filter(|field| !row(field.name, field.required, field.doc));
        absent.extend(rows.map(|field| format!("{}: `{}`, {}", shape.name, field.name, field.doc)));
    }
    assert!(
        absent.is_empty(),
        "not in the guide as they are:\n{}",
        absent.join("\n")
    );
}

#[test]
fn the_style_guide_lists_every_component_with_what_it_takes() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(project.join("content/en/contribute/style-guide.md")).unwrap();
    let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `")).collect();
    let mut defined = 0;
    let mut absent = Vec::new();
    for entry in walkdir::WalkDir::new(project.join("themes/ctf/templates/components")).sort_by_file_name() {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        for definition in text.split("{% component ").skip(1) {
            defined += 1;
            let (name, rest) = definition.split_once('(').unwrap();
            let taken = rest.split(')').next().unwrap().split(',').map(str::trim);
            let taken: Vec<&str> = taken.filter(|one| !one.is_empty() && !one.starts_with('@')).collect();
            let taken = match taken.is_empty() {
                true => "none".to_owned(),
                false => format!("`{}`", taken.join(", ")),
            };
            let row = format!("| `{name}` | {taken} |");
            if !rows.iter().any(|line| line.starts_with(&row)) {
                absent.push(row);
            }
        }
    }
    assert!(defined > 60, "only {defined} components were read");
    assert!(absent.is_empty(), "not in the style guide:\n{}", absent.join("\n"));
    let listed = guide.split("{#components}").nth(1).unwrap();
    let listed = listed.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(listed, defined, "the guide lists what is no component");
}

#[test]
fn what_is_not_public_appears_in_no_byte() {
    let root = Project::copy();
    let write = |path: &str, text: &str| fs::write(root.root().join(path), text).unwrap();
    let page = |keys: &str, word: &str| {
        format!(
            "---\ntitle: Title {word}\ndescription: Description {word}.\n{keys}---\n\n## Heading {word}\n\nBody {word} with a [link](../index.md).\n"
        )
    };
    let toolkit = "kind: toolkit\naudiences: [clinician]\ntopics: [implementation]\ncountries: [FR]\n";
    let paper = "author: [{family: Zyzzyvac}]\ncontainer-title: Zyzzyvad\nissued: \"2024\"\ntopics: [epidemiology]\nDOI: 10.9999/zyzzyvae\n";
    write(
        "content/en/toolkits/zyzzyvaf.md",
        &page(&format!("{toolkit}draft: true\n"), "zyzzyvaa"),
    );
    write(
        "content/en/literature/zyzzyvag.md",
        &page(&format!("{paper}publish_on: 2026-11-25\n"), "zyzzyvab"),
    );
    write(
        "content/en/contribute/open.md",
        &page(
            "private: \"Ask zyzzyvah & <zyzzyvai> first\"\nupdated: 2026-11-24\n",
            "shown",
        ),
    );
    write(
        "content/en/contribute/zyzzyvaj.md",
        &page("draft: true\naliases: [zyzzyvak]\n", "zyzzyval").replace("Body", "![A zyzzyvam](zyzzyvan.svg)\n\nBody"),
    );
    write(
        "content/en/contribute/zyzzyvan.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><title>zyzzyvao</title></svg>",
    );
    let site = built(&root, &[]);
    assert!(visible(std::str::from_utf8(&site["contribute/open/index.html"]).unwrap()).contains("Body shown"));
    let leaks = |site: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let holds = |(path, bytes): &(&String, &Vec<u8>)| {
            path.contains("zyzzyva") || memchr::memmem::find(&bytes.to_ascii_lowercase(), b"zyzzyva").is_some()
        };
        site.iter().filter(holds).map(|(path, _)| path.clone()).collect()
    };
    assert_eq!(leaks(&site), [""; 0]);
    // On its day the scheduled paper is there, and only that.
    let later = built(&root, &["--date", "2026-11-25"]);
    assert!(later.contains_key("literature/zyzzyvag/index.html"));
    let said: String = later.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    for (word, public) in [
        ("zyzzyvab", true),
        ("zyzzyvae", true),
        ("zyzzyvaa", false),
        ("zyzzyvah", false),
        ("zyzzyval", false),
        ("zyzzyvao", false),
    ] {
        assert_eq!(said.contains(word), public, "{word}");
    }
}

/// Every file of the site of a copy, built on the day of this test unless `more` names another.
fn built(copy: &Project, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    copy.built(if more.is_empty() {
        &["--date", "2026-11-24"]
    } else {
        more
    })
}

/// The words that a page shows: tags taken out, references read, white space made one space.
fn visible(html: &str) -> String {
    let body = &html[html.find("<body").unwrap()..];
    let mut text = String::with_capacity(body.len() / 2);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        // Elements of a line stand in it; all others part what stands before from what stands behind.
        let name = rest[at + 1..end]
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap();
        if !["a", "em", "strong", "span", "code", "sup", "s", "cite", "abbr", "q"].contains(&name) {
            text.push(' ');
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    for (reference, sign) in [
        ("&lt;", "<"),
        ("&LT;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        text = text.replace(reference, sign);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
