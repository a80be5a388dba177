use super::*;
use proptest::prelude::*;

/// Every token as text, or the fault's words.
fn tokens(html: &str) -> Vec<String> {
    let mut scanner = Scanner::new(html.as_bytes());
    let mut out = Vec::new();
    let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    loop {
        match scanner.token() {
            Ok(None) => return out,
            Err(fault) => {
                out.push(format!("fault at {}: {}", fault.at, fault.what));
                return out;
            }
            Ok(Some(Token::Text(text))) => out.push(format!("text {}", show(text))),
            Ok(Some(Token::Raw(text))) => out.push(format!("raw {}", show(text))),
            Ok(Some(Token::Aside)) => out.push("aside".into()),
            Ok(Some(Token::End { name, .. })) => out.push(format!("end {}", show(name))),
            Ok(Some(Token::Start { name, closed, .. })) => {
                let mut line = format!("start {}", show(name));
                for a in scanner.attributes() {
                    line += &format!(" {}=[{}]", show(a.name), show(a.value));
                }
                out.push(line + if closed { " /" } else { "" });
            }
        }
    }
}

#[test]
fn minified_and_hand_written_tags_are_read_alike() {
    assert_eq!(
        tokens("<!doctype html><a href=x/ class='a b' hidden alt=\"\">b</a ><br/>"),
        [
            "aside",
            "start a href=[x/] class=[a b] hidden=[] alt=[]",
            "text b",
            "end a",
            "start br /"
        ]
    );
}

#[test]
fn an_unquoted_value_keeps_its_last_slash() {
    assert_eq!(tokens("<a href=a/>"), ["start a href=[a/]"]);
}

#[test]
fn a_greater_sign_in_a_value_ends_no_tag() {
    assert_eq!(tokens("<p title=\"a>b\">c"), ["start p title=[a>b]", "text c"]);
}

#[test]
fn raw_text_ends_only_at_its_own_end_tag() {
    assert_eq!(
        tokens("<script>a</b><!-- </scripty> </SCRIPT>c"),
        ["start script", "raw a</b><!-- </scripty> ", "end SCRIPT", "text c"]
    );
    assert_eq!(
        tokens("<title>a <b></title>"),
        ["start title", "text a <b>", "end title"]
    );
    assert_eq!(tokens("<script></script>"), ["start script", "end script"]);
}

#[test]
fn what_needs_guessing_is_a_fault() {
    for html in [
        "a < b",
        "<",
        "<!",
        "<!-- a",
        "<!x>",
        "<p",
        "<p a=\"",
        "<p a=>",
        "<p a=\"b\"c>",
        "</>",
        "</p",
        "<p =a>",
        "<p a=b\"c>",
        "<script>x",
        "<p a='b'\"c\">",
        "<p / a>",
        "<?php ?>",
    ] {
        let last = tokens(html).pop().unwrap_or_default();
        assert!(last.starts_with("fault"), "{html} gave {last}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_none_are_read_twice(bytes: Vec<u8>) {
        let mut scanner = Scanner::new(&bytes);
        let mut last = 0;
        while let Ok(Some(_)) = scanner.token() {
            prop_assert!(scanner.position() > last);
            last = scanner.position();
        }
    }

    #[test]
    fn no_markup_makes_it_panic(html in "(<[a-z!/]{0,3}|[ a=\"'/>&;-]|</|script|title|<!--|-->|&#x?[0-9a-f]{1,9};?){0,40}") {
        tokens(&html);
    }
}
