# Words of the interface. Texts of pages stand in the pages themselves.
# A word in { $braces } is put in by the site: keep it, move it where your language wants it.

## Finding one's way

skip_to_content = Skip to content
skip_to_search = Skip to search
search = Search
main_navigation = Main
footer_navigation = More pages
breadcrumb = You are here
menu = Menu
close = Close
language = Language
on_this_page = On this page
home = Home
to_home = To the home page
pagination = Pages of this list
page = Page
page_n_of = Page { $page } of { $pages }
previous = Previous
next = Next
not_found_title = Page not found
not_found_text = There is no page at this address. It may have moved, or the address may be incomplete.
not_found_description = There is no page at this address. The home page leads to toolkits, papers, indicators and programs.

## Finding

search_description = Every page, toolkit, paper, standard, indicator, country, topic and term of this site by its title, with the other names of the terms.
search_titles = Search in titles
search_words = Words of a title, a term or another name for it
found_n = Found: { $n }
found_nothing = Nothing has these words in its title. Try fewer or other words, or read the list below.
search_failed = The list could not be loaded. All titles stand below.
filter = Filter
any = Any
reset_filter = Show all
shown_of = Shown: { $n } of { $total }
in_all = In all: { $n }
to_list = Go to the list
nothing_hint = An empty list means that nothing has all of these.
nothing_matches = Nothing has all of these. Choose “Any” in one of the fields.
browse_by = All values, each with a page of its own
narrow_further = Combine with other filters
whole_list = The whole list
facet_kind = Kind
facet_audience = For
facet_country = Country or territory
facet_language = Language
facet_standard = Standard
facet_kpi = Key performance indicator
facet_role = Role
facet_mode = How
facet_state = State
facet_level = Level
facet_grade = Grade
facet_year = Year of the level
facet_title_kind = Kind of resource: { $value }
facet_title_audience = Resources for: { $value }
facet_title_country = Resources for this country or territory: { $value }
facet_title_language = Resources in this language: { $value }
facet_title_standard = Resources on standard { $value }
facet_title_kpi = Resources on indicator { $value }
facet_title_level = Programs by level: { $value }
facet_title_state = Programs by state: { $value }
facet_description = { $title }. Guides, toolkits and other resources of this site, each with its publisher, audience and language.
facet_description_programs = { $title }. Post-fracture care programs that are recorded here, by country or territory, each with a page of its own.
pages = Pages
terms = Terms of the glossary

## Check yourself

self_check = Check your service against the framework
self_check_notice = This is for your own use and is not a recognition. The answers stay in your browser. No level is worked out from them.
self_check_result = What you marked
self_check_show = Show what we marked
self_check_gaps = No level, or not known:
self_check_no_gaps = You marked a level for every standard.
answered_of = Answered: { $n } of { $total }
not_yet = Not yet
not_known = We do not know
what_helps = What helps with it
clear_answers = Clear the answers
print = Print

## Data

data = Data
format = Format
records = Records
last_change = Last change
description = description
programs_schema = Schema of the programs
programs_of_map = Programs as the map reads them
programs_by_country = Programs of one country or territory
licence_short = Licence

## The site

trademark = Capture the Fracture® is a registered trademark of IOF.
not_affiliated = This site is not affiliated with or endorsed by IOF.
program_of = Capture the Fracture® is a program of the
licence = Texts of this site:
source_code = Source code
contact = Contact
edit_page = Edit this page
report_problem = Report a mistake on this page
updated = Updated
reviewed = Reviewed

feed_title = News of the resource center
feed_toolkits = New toolkits
feed_publications = New papers

## Descriptions of pages that are made of records; search engines show them

program_description = { $name }, { $city }, { $country }: where this post-fracture care program stands, its sites and its model of care.
country_description = Post-fracture care in { $country }: the programs, toolkits, mentors, papers and figures that are recorded here.
topic_title = Topic: { $topic }
topic_description = Toolkits, papers and pages of this resource center on the topic “{ $topic }”.

## Notices

alert_note = Note
alert_tip = Tip
alert_important = Important
alert_warning = Warning
alert_caution = Caution

professional_notice = Information for professionals.
draft_translation_notice = Draft translation, awaiting review by a native-speaking clinician.
untranslated_notice = This page is not translated yet. It is shown in { $language }.
demo_notice = This record was made up to show how the site works. It is no real program and no recognition.
demo_list_notice = What is marked as an example on this page was made up to show how the site works. It is no real program and no recognition.
example = Example
example_numbers = The numbers in this section are made up for the example.
level_meaning = A level describes how a service is organised. It promises nothing about the care of one patient, and countries are not ranked by it.
map_title = Map of the programs that are recorded here
map_of_country = Map of { $country }
map_link = { $country }: { $counts }
map_examples = outlines only, made up for this site
map_borders = Borders:
map_disputed = Dashed borders:
map_towns = Towns:
map_past = Go past the map to the list
map_search = Name, town or country
map_to_results = Show on the map
map_keys = Click the map or reach it with Tab: arrows go from mark to mark, with Shift they move the map, + and − zoom, 0 shows the world, Enter opens, Escape closes. The wheel zooms with Ctrl or once the map has focus.
map_fingers = Move and zoom with two fingers, or tap the map first.
map_controls = Move the map
map_zoom_in = Closer
map_zoom_out = Farther
map_whole = Whole world
map_up = Up
map_down = Down
map_left = Left
map_right = Right
map_near = Near me
map_near_asked = Your browser asks whether it may tell this page where you are. It stays in your browser.
map_near_failed = Your browser did not tell where you are. Search for a town or a country instead.
map_full = Full screen
map_print = Print
map_csv = Save these as CSV
map_geojson = Save these as GeoJSON
map_by_country = Countries and territories
map_results = Programs found
map_more = Show more
map_show = Show on the map
map_close = Close
map_example = Example
map_on_osm = On OpenStreetMap
map_in_app = In a map app
map_streets = With streets
map_failed = Something could not be fetched. Check your connection and try again.
map_found = { $programs } in { $countries }
map_n_programs = { $n ->
    [one] { $n } program
   *[other] { $n } programs
}
map_n_examples = { $n ->
    [one] { $n } example
   *[other] { $n } examples
}
map_in_countries = { $n ->
    [one] { $n } country or territory
   *[other] { $n } countries and territories
}
map_here = { $counts } here
map_disclaimer = Names and borders on this site express no opinion on the legal status of any country or territory.
embed_description = The programs that are recorded here, on a map for pages of other sites.
embed_whole = The whole map and the list
embed_code = Lines to copy
streets = Street map
streets_description = Where the programs stand, with the streets around them.
streets_from_host = The streets come from { $host }. That server then learns the internet address of your device and which part of the map you look at.
streets_from_here = The streets come from this site.
streets_show = Show the street map
streets_need_scripts = The street map needs JavaScript. Every program stands in the list.
streets_loading = The street map is being loaded.
streets_unavailable = This browser cannot draw the street map, for it has no WebGL 2. Every program stands in the list.
streets_failed = The street map could not be loaded. Every program stands in the list.
streets_list = The map of the world and the list
streets_of_program = On the street map
streets_program = Program
streets_zoom_in = Closer
streets_zoom_out = Farther away
streets_full_screen = Full screen
streets_leave_full_screen = Leave full screen
streets_metres = m
streets_kilometres = km
streets_zoom_by_ctrl = Hold Ctrl while you scroll to come closer
streets_zoom_by_command = Hold ⌘ while you scroll to come closer
streets_two_fingers = Move the map with two fingers
streets_in_view = Programs in this part of the map: { $n }
streets_here = Programs here: { $n }
streets_close = Close the card
unverified_name = The name has not been checked against the source yet.
unverified_text = This description has not been checked against the source yet.
unverified_levels = These levels have not been checked against the source yet.
unverified_denominator = The denominator has not been checked against the source yet.
unverified_figures = These figures have not been checked against the source yet.
unverified_figure = This figure has not been checked against the source yet.
stale_note = This record was due for review on { $date }.
stale = This record is due for review.
as_of = As of
source = Source:
source_column = Source
sources_of_values = Where the values come from
source_of_year = source, { $year }

## Counts

n_programs = { $n ->
    [one] { $n } program
   *[other] { $n } programs
}
n_examples = { $n ->
    [one] { $n } example
   *[other] { $n } examples
}
n_toolkits = { $n ->
    [one] { $n } toolkit
   *[other] { $n } toolkits
}
n_publications = { $n ->
    [one] { $n } publication
   *[other] { $n } publications
}
n_pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
n_entries = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
n_figures = { $n ->
    [one] { $n } figure
   *[other] { $n } figures
}
n_sites = { $n ->
    [one] { $n } site
   *[other] { $n } sites
}
n_weeks = { $n ->
    [one] within { $n } week
   *[other] within { $n } weeks
}
no_programs = No recognised program is recorded here.
no_mentorship = No mentorship offer is recorded here.
no_entries = Nothing is recorded here.

## Values of figures

value_percent = { $value } %
value_seconds = { $value } seconds
value_one_in = 1 in { $value }
value_ratio = { $value } times
value_count = { $value }

## Charts and calculations

table = Table
what = What
value = Value
how_computed = How it is computed
result = Result
smaller_of = the smaller of
larger_of = the larger of
calculation_inputs = What goes in
calculation_results = What comes out
example_values = All values here are made up for the example. They describe no real service.
calculation_live = Put in your own values; the results follow. What you enter stays in your browser and in the address of this page.
number_between = Enter a number from { $from } to { $to }.
compute = Compute
reset_example = Back to the example
computed_anew = Computed anew.

quantity_count = number
quantity_percent = %
quantity_money = in your currency
quantity_hours = hours
quantity_years = years

## Headings and terms

programs = Programs
toolkits = Toolkits
publications = Publications
publication = Publication
mentorship = Mentorship
partners = Partners
statistics = Figures
figure = Figure
wider_figures = Figures of several countries together
countries = Countries and territories
country = Country or territory
topics = Topics
standards = Standards of the framework
kpis = Key performance indicators
kpis_short = KPIs
measured_by = Measured by
not_verified = not verified
references = References
footnotes = Footnotes
back_to_text = Back to the text, note
table_n = Table { $n }
code_n = Code { $n }
cited_by = Cited on
related = Related
files = Files
kind = Kind
audience = For
publisher = Publisher
rights = Rights
funding = Funding
checked = Links checked
published_in = Published in
year = Year
no_date = n.d.
access = Access
open_access = Open access
access_unknown = Not recorded as open access
doi = DOI
plain_summary = In plain words
about_record = About this record
authors_incomplete = The list of authors is not complete.
missing_fields = Not known yet:
synonyms = Also called:
see_also = See also:

## Programs

sites = Sites
grades = Grades by domain
domain = Domain
grade = Grade
awards = Recognitions
level = Level
date = Date
framework_version = Framework version
evidence = Evidence
model = Model of care
started = Started in
languages = Languages
languages_spoken = Languages
patients_per_year = Patients per year
submitted = Submitted
listed_by = Listed through
website = Website
on_openstreetmap = On OpenStreetMap

## Framework and indicators

standard_n = Standard { $n }
kpi_n = KPI { $n }
level_n = Level { $n }
levels_of_standard = Three levels
numerator = Counted
denominator = Out of
window = Time window
bands = Bands
crosswalk = The same indicator in other sets
crosswalk_overview = All indicators beside those of other sets
indicator_set = Set
code = Code

## Levels and states: the letter stands in the mark, the word beside it

letter_gold = G
letter_silver = S
letter_bronze = B
letter_black = –
letter_under_review = R
letter_listed = L
letter_withdrawn = W
level_gold = Gold
level_silver = Silver
level_bronze = Bronze
grade_gold = Gold
grade_silver = Silver
grade_bronze = Bronze
grade_black = Insufficient or no information
grade_in_domain = { $domain }: { $grade }
state_under_review = Under review
state_listed = Listed, not yet assessed
state_awarded = Recognised
state_withdrawn = Withdrawn

## Labels of records

program_kind_hospital = Hospital
program_kind_regional = Regional service
program_kind_network = Network
program_kind_primary_care = Primary care

model_fls = Fracture liaison service
model_coordinator = Osteoporosis coordinator
model_care_manager = Care manager
model_secondary_prevention = Secondary fracture prevention

precision_exact = exact position
precision_city = position of the city
precision_region = position of the region

domain_hip = Hip fractures
domain_other_inpatient = Other inpatient fractures
domain_outpatient = Outpatient fractures
domain_vertebral = Vertebral fractures
domain_organisational = Organisational characteristics

region_africa = Africa
region_asia_pacific = Asia Pacific
region_europe = Europe
region_latin_america = Latin America
region_middle_east = Middle East
region_north_america = North America

measure_process = Process
measure_percent = Share of patients
measure_weeks = Weeks
measure_scope = Scope

band_low = Low
band_mid = Middle
band_high = High

kpi_type_identification = Identification
kpi_type_process = Process
kpi_type_outcome_proxy = Proxy of outcome
kpi_type_data_quality = Data quality

toolkit_kind_implementation_guide = Implementation guide
toolkit_kind_toolkit = Toolkit
toolkit_kind_slide_kit = Slide kit
toolkit_kind_policy_toolkit = Policy toolkit
toolkit_kind_business_case = Business case
toolkit_kind_service_specification = Service specification
toolkit_kind_calculator = Calculator
toolkit_kind_questionnaire = Questionnaire
toolkit_kind_patient_leaflet = Patient leaflet
toolkit_kind_video = Video
toolkit_kind_infographic = Infographic
toolkit_kind_guideline = Guideline
toolkit_kind_registry_toolbox = Registry toolbox

audience_clinician = Clinicians
audience_manager = Health managers
audience_policymaker = Policymakers
audience_society = Societies
audience_patient = Patients and families

rights_own = Our own text, free to use under the licence of this site
rights_link_only = Linked only; the rights are the publisher’s
rights_redistributable = May be redistributed

format_web = Web page
format_pdf = PDF
format_pptx = PowerPoint
format_docx = Word
format_xlsx = Excel
format_video = Video

publication_type_article_journal = Journal article
publication_type_report = Report
publication_type_chapter = Chapter
publication_type_book = Book
publication_type_webpage = Web page
publication_type_guideline = Guideline

missing_author = authors
missing_title = title
missing_container_title = journal
missing_issued = date of publication
missing_volume = volume
missing_page = pages
missing_doi = DOI

partner_kind_foundation = Foundation
partner_kind_society = Society
partner_kind_company = Company
partner_kind_university = University
partner_kind_government = Public authority
partner_kind_patient_organisation = Patient organisation
partner_kind_network = Network

partner_role_founding = Founding partner
partner_role_partner = Partner
partner_role_society = Partner society

mentorship_role_mentor = Offers mentoring
mentorship_role_mentee = Looks for a mentor
mentorship_mode_on_site = On site
mentorship_mode_online = Online
mentorship_mode_workshop = Workshop
mentorship_mode_train_the_mentor = Train the mentor
offer_state_open = Open
offer_state_closed = Closed

## Topics

topic_best_practice_framework = Best Practice Framework
topic_key_performance_indicators = Key performance indicators
topic_models_of_care = Models of care
topic_implementation = Implementation
topic_effectiveness = Effectiveness
topic_cost_effectiveness = Cost-effectiveness
topic_epidemiology = Epidemiology
topic_imminent_risk = Imminent risk
topic_risk_assessment = Risk assessment
topic_treatment_gap = Treatment gap
topic_adherence = Adherence
topic_hip_fracture = Hip fracture
topic_vertebral_fracture = Vertebral fracture
topic_audit_and_registries = Audit and registries
topic_primary_care = Primary care
topic_systematic_reviews = Systematic reviews
topic_policy = Policy
topic_guidelines = Guidelines
