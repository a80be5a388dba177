use proptest::prelude::*;

use super::*;
use crate::model::Quantity;

fn known(name: &str) -> Option<f64> {
    match name {
        "a" => Some(6.0),
        "b" => Some(4.0),
        "zero" => Some(0.0),
        "big" => Some(f64::MAX),
        _ => None,
    }
}

fn value(text: &str) -> Option<f64> {
    parse(text).unwrap().value(&known)
}

#[test]
fn formulas_come_to_what_arithmetic_says() {
    for (text, result) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("10 - 4 - 3", 3.0),
        ("10 - (4 - 3)", 9.0),
        ("24 / 4 / 2", 3.0),
        ("a*b/100", 0.24),
        ("min(a, b) + max(a, b * 2)", 12.0),
        (" max( 0 , b - a ) ", 0.0),
        ("0.5 * a", 3.0),
    ] {
        assert_eq!(value(text), Some(result), "{text}");
    }
}

#[test]
fn what_cannot_be_told_has_no_value() {
    for text in ["a / zero", "zero / zero", "1 + unknown", "big * 2", "min(1 / zero, 2)"] {
        assert_eq!(value(text), None, "{text}");
    }
}

#[test]
fn faults_are_told_at_their_place() {
    for (text, span, says) in [
        ("a +", 3..3, "ends where"),
        ("(a + b", 0..1, "not closed"),
        ("a + b)", 5..6, "closes nothing"),
        ("a b", 2..3, "sign is missing"),
        ("1,5 * a", 1..2, "sign is missing"),
        ("2a", 0..2, "no number"),
        ("1.2.3", 0..5, "no number"),
        ("* a", 0..1, "no part"),
        ("a * -b", 4..5, "without a value"),
        ("mix(a, b)", 0..3, "no function"),
        ("min(a)", 5..6, "two values"),
        ("a % b", 2..3, "sign is missing"),
        ("Fractures", 0..9, "small letters"),
        ("größe", 0..7, "small letters"),
        ("", 0..0, "ends where"),
    ] {
        let fault = parse(text).unwrap_err();
        assert!(fault.message.contains(says), "{text}: {}", fault.message);
        assert_eq!(fault.span, span, "{text}");
    }
}

#[test]
fn depth_and_length_have_an_end() {
    let deep = format!("{}1{}", "(".repeat(500), ")".repeat(500));
    assert!(parse(&deep).unwrap_err().message.contains("too deep"));
    let calls = format!("{}1{}", "min(1, ".repeat(500), ")".repeat(500));
    assert!(parse(&calls).unwrap_err().message.contains("too deep"));
    assert!(parse(&"1 + ".repeat(500)).unwrap_err().message.contains("too long"));
}

#[test]
fn results_are_rounded_as_by_hand() {
    for (number, decimals, result) in [
        (2.5, 0, 3.0),
        (-2.5, 0, -3.0),
        (0.125, 2, 0.13),
        (1e300, 2, 1e300),
        (99.994, 2, 99.99),
    ] {
        assert_eq!(rounded(number, decimals), result, "{number}");
    }
    assert!(rounded(-0.4, 0).is_sign_positive());
}

/// The browser's script is held against the same table (tests/browser/calculation.test.mjs).
#[test]
fn the_engine_and_the_script_agree_on_a_table() {
    let table: serde_json::Value = serde_json::from_str(include_str!("../../tests/browser/formulas.json")).unwrap();
    let lines = table["formulas"].as_array().unwrap();
    assert!(lines.len() > 20);
    for line in lines {
        let (formula, decimals) = (line[0].as_str().unwrap(), line[1].as_u64().unwrap());
        let value = parse(formula).unwrap().value(&|name| table["values"][name].as_f64());
        let result = value.map(|value| rounded(value, decimals as u8));
        assert_eq!(result, line[2].as_f64(), "{formula}");
    }
}

#[test]
fn units_are_joined_with_sense() {
    let unit = |name: &str| {
        Some(match name {
            "patients" => Quantity::Count,
            "found" => Quantity::Percent,
            "cost" => Quantity::Money,
            "time" => Quantity::Hours,
            "year" => Quantity::Years,
            _ => return None,
        })
    };
    let of = |text: &str| parse(text).unwrap().measure(&unit);
    for (text, measure) in [
        ("patients * found / 100", Measure::Of(Quantity::Count)),
        ("patients * (100 - found) / 100", Measure::Of(Quantity::Count)),
        ("patients * cost", Measure::Of(Quantity::Money)),
        ("cost - 5", Measure::Of(Quantity::Money)),
        ("cost / patients", Measure::Of(Quantity::Money)),
        ("time / time", Measure::Any),
        ("patients / patients * 100", Measure::Any),
        ("time * cost", Measure::Any),
        ("cost / year + cost", Measure::Of(Quantity::Money)),
        ("max(0, time)", Measure::Of(Quantity::Hours)),
        ("2 * 3", Measure::Plain),
        ("unknown + cost", Measure::Of(Quantity::Money)),
    ] {
        assert_eq!(of(text), Ok(measure), "{text}");
    }
    let clash = of("2 * cost + patients * time").unwrap_err();
    assert_eq!(
        (clash.left, clash.right, clash.span),
        (Quantity::Money, Quantity::Hours, 9..10)
    );
    assert!(of("min(patients, found)").is_err());
}

/// Expressions of names and numbers, not deeper than a formula may be.
fn expressions() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        (0u32..1_000_000, 0u8..3).prop_map(|(n, d)| Expression::Number(f64::from(n) / 10f64.powi(i32::from(d)))),
        prop::sample::select(vec!["a", "b", "x_1"]).prop_map(|name| Expression::Name(name.to_owned(), 0..0)),
    ];
    leaf.prop_recursive(5, 40, 2, |inner| {
        let signs = prop::sample::select(vec![Sign::Plus, Sign::Minus, Sign::Times, Sign::Over]);
        prop_oneof![
            3 => (signs, inner.clone(), inner.clone()).prop_map(|(sign, a, b)| Expression::Joined(sign, 0..0, Box::new([a, b]))),
            1 => (prop::sample::select(vec![Choose::Smaller, Choose::Larger]), inner.clone(), inner)
                .prop_map(|(choose, a, b)| Expression::Chosen(choose, 0..0, Box::new([a, b]))),
        ]
    })
}

/// The same by plain recursion over exact rules, as an oracle.
fn expected(expression: &Expression) -> f64 {
    match expression {
        Expression::Number(number) => *number,
        Expression::Name(name, _) => match name.as_str() {
            "a" => 6.0,
            "b" => 4.0,
            _ => f64::NAN,
        },
        Expression::Joined(sign, _, sides) => {
            let (a, b) = (expected(&sides[0]), expected(&sides[1]));
            match sign {
                Sign::Plus => a + b,
                Sign::Minus => a - b,
                Sign::Times => a * b,
                Sign::Over if b == 0.0 => f64::NAN,
                Sign::Over => a / b,
            }
        }
        Expression::Chosen(choose, _, sides) => {
            let (a, b) = (expected(&sides[0]), expected(&sides[1]));
            match choose {
                _ if a.is_nan() || b.is_nan() => f64::NAN,
                Choose::Smaller if a < b => a,
                Choose::Larger if a > b => a,
                _ => b,
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_printed_reads_the_same(expression in expressions()) {
        let printed = expression.to_string();
        prop_assert_eq!(parse(&printed), Ok(expression), "{}", printed);
    }

    #[test]
    fn a_printed_formula_comes_to_its_value(expression in expressions()) {
        let (came, expected) = (parse(&expression.to_string()).unwrap().value(&known), expected(&expression));
        prop_assert_eq!(came, expected.is_finite().then_some(expected));
    }

    #[test]
    fn no_text_makes_the_reader_fall(text in "[a-z0-9 .,()+*/-]{0,60}|\\PC{0,40}") {
        if let Err(fault) = parse(&text) {
            prop_assert!(fault.span.end <= text.len() && text.is_char_boundary(fault.span.start) && text.is_char_boundary(fault.span.end));
        }
    }
}
