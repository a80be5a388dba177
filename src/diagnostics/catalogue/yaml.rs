//! Findings about YAML, front matter and fields: `Y`.

use super::Entry;
use crate::diagnostics::Severity;

catalogue! {
    YAML_SYNTAX "Y001" Error "The YAML cannot be read"
        "The lines between the `---` marks, and every file ending in `.yml`, are YAML: one `key: value` a line, lists \
         with hyphens, indentation by spaces. Most often a text with a colon, a `#` or a quotation mark stands without \
         quotes, a tab was used to indent, or a line is indented one space too many. Put the text in double quotes and \
         align the line with its neighbours."
        - "title: Fractures: the first sign"
        + "title: \"Fractures: the first sign\""
    YAML_TAG "Y002" Error "YAML tags are not used here"
        "A word that begins with `!` in front of a value is a tag, by which a file asks the reading program to do \
         something special with it. Here the key alone decides what a value is, so that a file can never start \
         anything. Delete the tag; if the text itself begins with an exclamation mark, put it in quotes."
        - "title: !important Read this first"
        + "title: \"!important Read this first\""
    YAML_ALIAS "Y003" Error "YAML anchors and aliases are not used here"
        "`&name` marks a value and `*name` repeats it elsewhere. A few such lines can grow into millions of values, \
         and a reader of the file no longer sees what it says. Write the value out in each place. If the text itself \
         begins with `&` or `*`, put it in quotes."
        - "description: *Your* first clinic"
        + "description: \"*Your* first clinic\""
    DUPLICATE_KEY "Y004" Error "The same key stands twice"
        "A record says everything once. With two lines of the same key, one value would silently win and the other be \
         lost, and nobody could tell which was meant. Keep the right one and delete the other; to give several values, \
         write one list."
        - "countries: [GB]\n          countries: [IE]"
        + "countries: [GB, IE]"
    SEVERAL_DOCUMENTS "Y005" Error "The file holds several YAML documents"
        "A line of three hyphens inside a `.yml` file begins a second document; everything after it would belong to \
         another record. One record is one file here, so that two people can work on two records without a conflict. \
         Delete the line, or move what follows into a file of its own."
    YAML_TOO_BIG "Y006" Error "The YAML is nested too deep or has too many values"
        "No record needs lists in lists in lists, or tens of thousands of values. Usually the indentation grew by \
         mistake from line to line, or a whole table was pasted into one file. Align the lines again, or split the data \
         into one file for each record."
    UNKNOWN_KEY "Y007" Error "The key is not known for this kind of record"
        "Each kind of record has a fixed set of keys, and this is not one of them. It may be misspelt, indented under \
         the wrong line, or belong to another kind. An unknown key would be ignored in silence: with `drafts: true` for \
         `draft: true` an unfinished page would go public. Correct the spelling, or delete the line; the editors' guide \
         lists the keys of each kind."
        - "stauts: reviewed"
        + "status: reviewed"
    MISSING_KEY "Y008" Error "A required key is missing"
        "Without this key the page cannot be shown properly: a page needs a title for the browser and for screen \
         readers (WCAG 2.4.2), a program needs a country to stand on the map. Add the line and its value. If the fact \
         is truly not known, do not make one up: ask, or leave the record out until somebody has looked it up."
    WRONG_TYPE "Y009" Error "The value has another form than the key needs"
        "The key expects a text, a list or a group of lines, and the value is something else. A list stands in square \
         brackets or has one hyphen a line; a group has its own keys, indented by two spaces below. The message says \
         which form is needed."
        - "languages: en, fr"
        + "languages: [en, fr]"
    NOT_A_CHOICE "Y010" Error "The value is not one of the allowed words"
        "Some keys take only words from a fixed list, since pages, filters and translations are built on these words. \
         They are written exactly as listed, in lower case and with an underscore where there are two words; each \
         language shows its own name for them. Choose one of the words the message lists. If none fits, ask for a new \
         one in a pull request of its own rather than stretching another's meaning."
        - "kind: Slide Kit"
        + "kind: slide_kit"
    BAD_NUMBER "Y011" Error "The value is not a number in the allowed range"
        "The key needs a number written in digits, with a point for decimals and nothing between thousands. Units, \
         percent signs and words such as \"about\" do not belong in it; they have keys of their own. Latitudes lie \
         between -90 and 90, longitudes between -180 and 180 (degrees, WGS 84), and two numbers in the wrong order put \
         a hospital into the sea."
        - "value: 1,200 patients"
        + "value: 1200"
    BAD_DATE "Y012" Error "The value is not a date of the calendar"
        "Dates are written year-month-day with two digits each for month and day (ISO 8601), for 04/05/2026 is April \
         in one country and May in another. The day must exist: there is no 31 June, and 29 February only in leap \
         years. The issue date of a paper may also be a year or a year and a month, in quotes."
        - "updated: 4/5/2026"
        + "updated: 2026-05-04"
    BAD_URL "Y013" Error "The address is not an https address"
        "Addresses of other sites begin with `https://` and a host name. Over plain `http://` anybody on the way can \
         read what a visitor reads and change what is shown, and browsers warn of it. Open the page in your browser and \
         copy the whole address from the bar. If the site offers no https, look for another source of the same \
         document."
        - "website: www.example.org"
        + "website: https://www.example.org/"
    BAD_COUNTRY "Y014" Error "The value is not a country code"
        "Countries and territories are named by their two-letter code of ISO 3166-1 in capitals, so that each language \
         can show its own name and the map finds the place. Mind the codes that surprise: the United Kingdom is `GB`, \
         Switzerland `CH`, Ukraine `UA`, South Korea `KR`. Folders of programs carry the same code in small letters."
        - "country: UK"
        + "country: GB"
    BAD_LANGUAGE "Y015" Error "The value is not a language tag"
        "Languages are named by their tag of BCP 47: the short code of the language, then the script or the country \
         where it matters. Screen readers choose their voice by it (WCAG 3.1.1), browsers their hyphenation, search \
         engines their readers. A language is not a country: Japanese is `ja`, Czech `cs`, Swedish `sv`, Ukrainian \
         `uk`."
        - "languages: [jp, zh_Hant]"
        + "languages: [ja, zh-Hant]"
    BAD_KEY "Y016" Error "The value is not a key or slug"
        "A key or slug is a short name that never changes: records are joined by it, and addresses are made of it. It \
         is written in lower-case letters a to z without accents, digits and hyphens, without spaces, and begins with a \
         letter or digit. Words for readers belong in the title or label, where every script is welcome."
        - "slug: Für Patienten"
        + "slug: fuer-patienten"
    EMPTY_TEXT "Y017" Error "The text is empty"
        "The key is there, but nothing (or only spaces) follows it. On the page this would be an empty heading, a link \
         nobody can click or hear, or a blank field. Write the text, or delete the line if the key may be left out."
    TEXT_TOO_LONG "Y018" Error "The text is longer than its place allows"
        "Titles, descriptions and labels have places of a certain size: tabs and lists cut a long title, and search \
         engines show only the beginning of a description. Say the main thing in fewer words; details belong in the \
         body of the page. The message tells how many characters there may be."
    NOT_A_BOOLEAN "Y019" Error "The value is neither true nor false"
        "This key is a switch and takes only `true` or `false`, in small letters and without quotes. Words like `yes`, \
         `no` or `on` are refused because some programs read them as switches and others as text: NO is also the code \
         of Norway."
        - "draft: yes"
        + "draft: true"
    NO_FRONT_MATTER "Y020" Error "The file does not begin with front matter"
        "Every page begins with front matter: a line of three hyphens, the keys of the page, and again a line of three \
         hyphens. Without it the page has no title and no description. Nothing may stand before the first hyphens, not \
         even an empty line."
        - "# Our clinic"
        + "---\n          title: Our clinic\n          description: Who we are and how to reach us.\n          ---"
    UNCLOSED_FRONT_MATTER "Y021" Error "The front matter is not closed"
        "The keys at the top of the page must end with a line of exactly three hyphens. That line is missing or has \
         something else in it, so the whole text is taken for keys. Put `---` on a line of its own between the last key \
         and the first paragraph."
    BAD_IDENTIFIER "Y022" Error "The identifier does not have its published form"
        "A DOI begins with `10.` and has a slash, without `https://doi.org/`; a PMID is a number of at most eight \
         digits; a PMCID is `PMC` and digits; an ISSN has four and four characters with a hyphen, and its last is a \
         check digit. Readers find the paper by it, and a single wrong digit leads them to another one. Copy it from \
         the publisher or from PubMed instead of typing it."
        - "DOI: https://doi.org/10.1000/182"
        + "DOI: 10.1000/182"
    PERSONAL_EMAIL "Y023" Error "An e-mail address stands in a record"
        "Addresses in public files are collected by machines and earn their owners years of unwanted mail; a person's \
         address is also personal data, which may not be published without consent. Name the role and link to the \
         institution's own contact page."
        - "contact: jane.doe@hospital.example"
        + "contact: {role: FLS coordinator, url: \"https://hospital.example/fls\"}"
    FORMULA_SYNTAX "Y024" Error "The formula cannot be read"
        "A formula has numbers, keys of inputs and of earlier steps, the signs `+ - * /`, brackets, and `min(a, b)` or \
         `max(a, b)`. At the marked place something is missing or does not belong there. Decimals are written with a \
         point, thousands without a sign, and every product with its `*`. Put the formula in double quotes."
        - "formula: \"1,5 fractures\""
        + "formula: \"1.5 * fractures\""
}
