//! Findings about records and pages that name each other: `R`.

use super::Entry;
use crate::diagnostics::Severity;

catalogue! {
    UNKNOWN_PAGE "R001" Error "The link leads to no page"
        "The link names a file or an id that does not exist in this project, so a reader would land on \"page not \
         found\". Write the path from this file to the other, with its ending `.md`, or `id:` and the page's id; the \
         build makes the right address in every language. If the page was moved, take its new path; if it is gone, take \
         the link out."
        - "[start](/toolkits/start/)"
        + "[start](../toolkits/start-an-fls.md)"
    UNKNOWN_FRAGMENT "R002" Error "The link leads to no heading of its page"
        "The part after `#` is the id of a heading, and the page has no heading with this id; the reader would land at \
         the top and search in vain. Headings get their id from their English wording, or from `{#id}` behind them. \
         Correct the id, or give the heading the id that links already use."
    UNKNOWN_CITATION "R003" Error "The cited paper is not in the library"
        "The key behind `@` must be the name of a file in `literature/`, without its ending. A statement whose source \
         cannot be found is worth nothing to a clinician. Correct the key, or add a record for the paper first, with \
         the data as its publisher prints them."
    UNKNOWN_STATISTIC "R004" Error "The statistic is not known"
        "`{stat:key}` prints a number that is kept once, with its date and source, in `data/statistics/`. There is no \
         file of this name. Correct the key, or add the record; do not type the number into the text instead, for there \
         it would grow old without anybody noticing."
    UNKNOWN_REFERENCE "R005" Error "The record that is named does not exist"
        "One record names another (a standard, an indicator, a partner, a page of the menu), and there is none of that \
         name. The list or link made from it would have a hole. Correct the spelling, or add the other record too; one \
         pull request may do both."
    SAME_URL "R006" Error "Two pages have the same address"
        "Both pages would be written to the same place, and only one of them could be read. It happens when two slugs \
         are equal, or when `costs.md` and `costs/index.md` stand side by side. Give one of them another `slug:` or \
         move it; if they are really one page, join them."
    RESERVED_ROUTE "R007" Error "The address is reserved"
        "The first part of an address may not be a word the site needs for itself, such as `assets`, `search` or \
         `embed`, nor look like a language tag, for `/es/` is the beginning of the Spanish site. Give the page a \
         `slug:` of another word."
        - "slug: search"
        + "slug: search-tips"
    ALIAS_CLASH "R008" Error "An alias is the address of another page"
        "`aliases:` lists former addresses of a page, so that old links still lead to it. This one is the address of a \
         living page, or another page claims it too, and a browser cannot be sent to two places. Delete the alias, or \
         change the slug of the page that took the address."
    WRONG_FOLDER "R009" Error "The record lies in the wrong folder"
        "The folder and the record disagree: a program in `data/programs/gb/` says that its country is another. People \
         look for records by folder, and whoever is responsible for a country watches that folder only. Move the file, \
         or correct the value."
        - "data/programs/gb/dublin.yml with country: IE"
        + "data/programs/ie/dublin.yml with country: IE"
    AWARD_INCOMPLETE "R010" Error "The state and the awards do not agree"
        "A program is shown as recognised only when the record proves it: `state: awarded` needs at least one award \
         with its level, its date, the version of the framework and the public page that shows it. An award without \
         that state, or that state without an award, would show a recognition nobody gave, or hide one. Complete the \
         award from its source, or set the state to what is known, such as `listed` or `under_review`. Never work out a \
         level from the grades."
    DATES_OUT_OF_ORDER "R011" Error "Dates are out of order or in the future"
        "What happened cannot lie ahead, and things happen in their order: a program is submitted before it is \
         awarded, a review follows the date it reviews. Usually two digits or day and month were exchanged. Compare \
         with the source and correct the date; for a page that shall appear later use `publish_on`."
    NULL_ISLAND "R012" Error "The coordinates are 0/0"
        "Latitude 0 and longitude 0 meet in the Atlantic south of Ghana; it is the place where records land whose \
         place nobody entered. Look up the hospital, or the centre of its city, on a map, and write its degrees with \
         `precision:` exact, city or region. Do not guess: a patient may travel there."
        - "latitude: 0\n          longitude: 0"
        + "latitude: 51.75\n          longitude: -1.26"
    DEMO_MISPLACED "R013" Error "A demonstration record lies outside its folder"
        "Invented examples live in `data/demo/` and say `demo: true`; real programs live in `data/programs/` and never \
         say it. The folder and the switch must agree, so that an example can never be taken for a recognised hospital \
         or be counted as one. Move the file, or correct the switch."
    BAND_HOLE "R014" Error "The bands leave a hole or overlap"
        "Bands cut a scale into pieces, and every value from 0 to 100 must lie in exactly one: each begins where the \
         one before ends. `from` and `to` belong to a band, `above` and `below` do not. With a hole, a clinic at \
         exactly 50 % would get no grade; with an overlap, two."
        - "low {below: 50}, mid {above: 50}"
        + "low {below: 50}, mid {from: 50}"
    UNDECLARED_GAP "R015" Error "The publication lacks something that is not declared as missing"
        "Readers judge a paper by its authors, journal and date. One of these is missing, and the record does not say \
         that it is so on purpose. Add it from the publisher's page or from PubMed; if it cannot be found, name it \
         under `missing:`, and the page will say openly that it is not known."
        - "(no line at all)"
        + "missing: [issued]"
    SAME_IDENTIFIER "R016" Error "Two records carry the same identifier"
        "A DOI, a PMID or a PMCID belongs to one publication only, so either the paper was entered twice or one number \
         is wrong. Twice means that it is listed, counted and cited under two keys. Compare both with the publisher's \
         page; then correct the number, or delete one record and use the other's key in all citations."
    NO_SOURCE_PAGE "R017" Error "The translation has no page in the source pack"
        "A translation has the same path as the page it translates, and there is none at this path. So nobody can tell \
         whether it is up to date, and readers cannot change to it from another language. Rename the file to the path \
         of the original. A page written for one country alone belongs in a pack with a country, such as `es-MX`."
        - "content/es/toolkits/empezar.md"
        + "content/es/toolkits/start-an-fls.md"
    REVIEW_OVERDUE "R018" Warning "The record was due for review"
        "Its `review_by` date has passed. What is written here about people, offers or goals may no longer be true, \
         and the page now tells its readers so. Check it against its source and set new `as_of` and `review_by` dates, \
         or delete the record. Do not move the date without looking."
    SECURITY_EXPIRY "R019" Warning "The security contact expires soon or has expired"
        "The site publishes where to report a weakness (`security.txt`, RFC 9116), and that file must say until when \
         it is valid; an expired one is to be taken as stale. Make sure that the contact is still read, and set \
         `security: expires:` in `data/site.yml` to a date less than a year ahead."
    NO_TEXT "R020" Error "A record has no text in the source pack"
        "Numbers and dates live in `data/`, words in `content/`, so that they can be translated. This record has its \
         numbers but no words, and would appear as a bare key. Add its text to the source pack: a page of the same name \
         for a standard, an indicator or a country, a label in `statistics.yml` for a statistic, an \
         entry in `statistics.yml` or `calculations.yml` for a chart or a calculation."
    MISSING_HOME "R021" Error "A file that every site needs is missing"
        "Without this file there is no site: `data/site.yml` names it, `pack.yml` and `index.md` of the source pack \
         open its door. It was probably renamed or moved. Bring it back, from the history of the project if need be."
    LINK_TO_DRAFT "R022" Error "A published page links to a draft"
        "The page it leads to is a draft, or is planned for a later day, and is therefore not published: readers would \
         find nothing. Publish that page first, take the link out for now, or make this page a draft too."
    MISSING_IMAGE "R023" Error "The picture or file is not there"
        "The page names a picture or a document that does not stand beside it. Small and capital letters count, and a \
         name on your own disk is not enough: the file must be part of the pull request. Add it next to the page, or \
         correct the name."
        - "![Our team](Team.JPG)"
        + "![Our team](team.jpg)"
    CHART_UNITS "R024" Error "The statistics cannot stand in one chart"
        "A chart compares numbers, and only numbers of the same unit can be compared: percentages with percentages, \
         counts with counts. In a chart of shares each must be a percentage, or `one_in` a whole number up to 20, for it \
         is drawn as so many figures. Take the statistic out, put it into a chart of its own, or choose another `kind`."
    CHART_YEARS "R025" Error "The years of the chart are missing or stand twice"
        "A chart of `kind: time` puts each statistic at its year, so each needs a `year:` of its own, and a line needs \
         two of them. Without a year the number has no place; with two numbers in one year the line would stand \
         upright. Add the year from the source, take one of the two out, or choose `kind: bars`."
    FORMULA_NAME "R026" Error "The formula uses a name it cannot know"
        "A formula may use the keys of the inputs and of the steps above it. Steps are computed in their order, so one \
         that stands below, or the step itself, has no value yet. A key is a name in formulas: small letters, digits and \
         underscores, for a hyphen would be a minus. Correct the name, or move the step."
        - "formula: \"fractures * cost-per-fracture\""
        + "formula: \"fractures * cost_per_fracture\""
    FORMULA_UNIT "R027" Error "The units of the formula do not agree"
        "Hours cannot be added to money, and a step that multiplies money says `unit: money`. Either the formula joins \
         what does not belong together, or the unit of an input or step is wrong. A number written into a formula has no \
         unit; where it has one, such as the hours of a working year, make it an input, so that readers can change it."
        - "formula: \"salary + hours\""
        + "formula: \"salary + hours * cost_per_hour\""
    EXAMPLE_OUTSIDE "R028" Error "The example value lies outside what may be entered"
        "Readers may enter values between `from` and `to`, and the example has to be one of them, or the page would \
         open with a mistake in it. Also `from` must be less than `to`. Correct the value or the bounds."
    SWAPPED_POINT "R036" Error "Latitude and longitude are exchanged"
        "The point lies far outside its country, but with the two numbers exchanged it lies inside. Latitude says how far \
         north a place is, from -90 to 90, longitude how far east, from -180 to 180; many maps and files write longitude \
         first. Exchange the two values, and compare with a map."
        - "latitude: -58.38, longitude: -34.60"
        + "latitude: -34.60, longitude: -58.38"
    OUTSIDE_COUNTRY "R037" Error "The site lies outside its country"
        "The point lies more than 25 km outside the country or territory that the record names. Often a sign is missing \
         (south and west are negative), a digit is wrong, or the record names another code; overseas territories such as \
         Réunion (RE) or Hong Kong (HK) have codes of their own. Look the place up on a map, and correct the numbers or \
         `country`. A patient may travel there."
        - "country: FJ with longitude: -178.44"
        + "country: FJ with longitude: 178.44"
    BAD_BOUNDARIES "R038" Error "The borders are missing or cannot be read"
        "Maps are drawn, and coordinates are checked, with the file that `map: boundaries:` in `data/site.yml` names. It is \
         not there, or is not in the form that `scripts/boundaries.mjs` writes. Correct the path, or make the file again \
         with that script; nobody edits it by hand."
    BAD_LAYER "R039" Error "The towns or disputed borders of the maps cannot be used"
        "`map: towns:` and `map: disputed:` in `data/site.yml` name files below `data/map`. One of them is not there, cannot \
         be read, or shows a disputed border without saying who calls it disputed: which borders are disputed is not for \
         this site to say, so each line has the property `source`. Towns are made with `scripts/towns.mjs`, and their \
         licence asks that maps name where they come from (`towns_source`). Correct the path or the file, or delete the line."
    SAME_PROGRAM "R040" Error "Two records are probably one program"
        "A program stands in one record, so that it is shown, counted and corrected once. These two have the same id, \
         or stand at most 200 metres apart under names that differ only in spelling or in words such as “hospital”. \
         If they are one, keep the record with more facts and give it the awards of both; a network is one record with \
         several sites. If they are two, give each the point of its own building and its full name."
    BAD_TILES "R045" Error "The address of tiles does not fit their kind"
        "`map: tiles:` in `data/site.yml` gives streets to a page of their own. A PMTiles file is one file with all tiles in \
         it and has one address. A service of pictures has one address for each tile, written with {z} for the zoom, {x} \
         for the column and {y} for the row. Correct `url` or `kind`."
        - "kind: raster with url: https://tiles.example.org/world.pmtiles"
        + "kind: pmtiles with url: https://tiles.example.org/world.pmtiles"
}
