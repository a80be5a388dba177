use super::*;
use proptest::prelude::*;

fn words(html: &str) -> Vec<String> {
    visible_text(html.as_bytes()).words
}

#[test]
fn blocks_part_words_and_inline_elements_join_them() {
    assert_eq!(
        words("<p>a <b>b</b>c</p><p>d<br>e</p><div>f</div>g"),
        ["a", "bc", "d", "e", "f", "g"]
    );
    assert_eq!(words("<p>&lt;b&gt;&#32;x&nbsp;y</p>"), ["<b>", "x\u{A0}y"]);
}

#[test]
fn what_is_not_seen_is_no_word() {
    assert_eq!(
        words("<title>t</title><script>a</script><style>b</style><!-- c --><template><p>d</p></template>e"),
        ["t", "e"]
    );
}

#[test]
fn preformatted_text_counts_byte_by_byte() {
    let hash = |html: &str| visible_hash(html.as_bytes());
    assert_ne!(hash("<pre>a  b</pre>"), hash("<pre>a b</pre>"));
    assert_eq!(hash("<pre>\na</pre>"), hash("<pre>a</pre>"));
    assert_ne!(hash("<pre>\n\na</pre>"), hash("<pre>a</pre>"));
    assert_ne!(hash("<pre>a</pre>"), hash("<p>a</p>"));
    assert_eq!(hash("<p>a  b</p>"), hash("<p> a\nb </p>"));
}

#[test]
fn labels_count_in_any_order_of_attributes() {
    let hash = |html: &str| visible_hash(html.as_bytes());
    assert_eq!(hash("<img alt=\"a b\" title=c>"), hash("<img title='c' alt='a  b'>"));
    assert_ne!(hash("<img alt=a>"), hash("<img alt=b>"));
    assert_eq!(hash("<img alt=''>"), hash("<img alt>"));
}

#[test]
fn glued_words_are_named() {
    let before = "<div>a <b>b</b> <b>c</b> d</div>";
    let after = "<div>a <b>b</b><b>c</b> d</div>";
    let source: RelPath = "content/en/x.md".into();
    let finding = compare_visible(before.as_bytes(), after.as_bytes(), "x/index.html", &source);
    let message = finding.map(|finding| finding.message);
    let wanted = "Making the page `/x/` smaller changed what it says: “b c d” became “bc d”.";
    assert_eq!(message.as_deref(), Some(wanted));
    assert_eq!(compare_visible(b"<p>a  b", b"<p>a b", "x", &source), None);
}

#[test]
fn a_long_block_is_shown_where_it_differs() {
    let long = "x ".repeat(100);
    let texts = [format!("<pre>{long}a  b</pre>"), format!("<pre>{long}a b</pre>")];
    let [before, after] = texts.map(|html| visible_text(html.as_bytes()));
    let difference = before.difference(&after).map(|one| (one.before, one.after));
    let shown = |end: &str| format!("“ {}{end}”", "x ".repeat(8));
    assert_eq!(difference, Some((shown("a  b"), shown("a b"))));
}

fn html() -> impl Strategy<Value = String> {
    "(<(p|b|br|pre|div|template|textarea)( alt=a)?>|</(p|b|pre|div|template|textarea)>|[ab]{1,11}| |\n|&amp;|&#32;|é|&){0,30}"
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        visible_text(&bytes);
        visible_hash(&bytes);
    }

    #[test]
    fn hash_and_words_agree(a in html(), b in html()) {
        let (x, y) = (visible_text(a.as_bytes()), visible_text(b.as_bytes()));
        prop_assert_eq!(x == y, visible_hash(a.as_bytes()) == visible_hash(b.as_bytes()));
        prop_assert_eq!(x == y, x.difference(&y).is_none());
        let doubled = a.replace(' ', "\n  ");
        if !a.contains("<pre") && !a.contains("<textarea") {
            prop_assert_eq!(x, visible_text(doubled.as_bytes()));
        }
    }
}
