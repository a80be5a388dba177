//! Statistics as CSV (RFC 4180).

use crate::exchange::csv::line;
use crate::link::Site;

/// Every statistic with its source, one a line; labels are those of the source pack.
pub fn statistics(site: &Site) -> Vec<u8> {
    let mut out = String::from("key,label,value,unit,year,as_of,countries,verified,source,source_url\r\n");
    let labels = &site.packs[0].pack.labels;
    for statistic in site.catalog.statistics.values() {
        let publication = statistic
            .publication
            .as_ref()
            .and_then(|key| Some((key, site.catalog.publication(key)?)));
        let (source, source_url) = match (publication, &statistic.source) {
            (Some((key, (article, _))), _) => {
                let route = site.route(0, &format!("literature/{}", key.value));
                (
                    article.front.title.value.clone(),
                    route.map_or_else(String::new, |route| site.absolute(route)),
                )
            }
            (None, Some(source)) => (source.name.clone(), source.url.clone()),
            (None, None) => Default::default(),
        };
        let countries: Vec<&str> = statistic.countries.iter().map(|code| code.value.as_str()).collect();
        let cells = [
            statistic.key.clone(),
            labels
                .get(&statistic.key)
                .map_or_else(String::new, |label| label.label.clone()),
            statistic.value.clone(),
            statistic.unit.word().to_owned(),
            statistic.year.map_or_else(String::new, |year| year.to_string()),
            statistic.as_of.value.to_string(),
            countries.join(" "),
            statistic.verified.to_string(),
            source,
            source_url,
        ];
        out.push_str(&line(cells.iter().map(String::as_str)));
    }
    out.into_bytes()
}
