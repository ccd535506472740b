//! Expressions of plans print as what they mean: read again, they are the same.

use proptest::prelude::*;
use rondel::base::{Binary, Logic, Sources};
use rondel::compile;
use rondel::plan::{Expr, Literal, Piece, Place, Root, StepKind, show_expression};

fn read(name: &str) -> Expr {
    Expr::Read(Place { of: Root::Contact, name: name.into(), which: None })
}

fn pair(
    operators: &'static [Binary],
    of: impl Strategy<Value = Expr> + Clone,
) -> impl Strategy<Value = Expr> {
    (prop::sample::select(operators), of.clone(), of)
        .prop_map(|(operator, one, other)| Expr::Binary(operator, Box::new(one), Box::new(other)))
}

fn number() -> impl Strategy<Value = Expr> + Clone {
    let leaf = prop_oneof![
        (0_u32..2_000).prop_map(|number| Expr::Literal(Literal::Number(number.into()))),
        Just(read("budget")),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let arithmetic =
            &[Binary::Add, Binary::Subtract, Binary::Multiply, Binary::Divide, Binary::Remainder];
        prop_oneof![
            3 => pair(arithmetic, inner.clone()),
            1 => inner.clone().prop_map(|of| match of {
                literal @ Expr::Literal(_) => literal,
                of => Expr::Minus(Box::new(of)),
            }),
            1 => (inner.clone(), inner.clone()).prop_map(|(one, other)| Expr::Fallback(
                Box::new(Expr::Call("round".into(), vec![one, Expr::Literal(Literal::Number(2.into()))])),
                Box::new(other),
            )),
            1 => inner.clone().prop_map(|other| Expr::Fallback(
                Box::new(read("budget")),
                Box::new(other),
            )),
        ]
    })
    .boxed()
}

fn text() -> impl Strategy<Value = Expr> + Clone {
    let plain = "[a-z \"\\\\\n\t${}#é👩\u{202E}]{0,12}";
    let literal = plain.prop_map(|text| Expr::Literal(Literal::Text(text.into())));
    let template =
        ("[a-z$\"\\\\]{1,6}", number(), "[a-z{}]{1,6}").prop_map(|(one, value, other)| {
            let (one, other) = (Piece::Raw(one.into()), Piece::Raw(other.into()));
            Expr::Template(vec![one, Piece::Value(value), other])
        });
    prop_oneof![literal, template, Just(read("last_name"))].boxed()
}

fn condition() -> impl Strategy<Value = Expr> + Clone {
    let compare = &[
        Binary::Equal,
        Binary::NotEqual,
        Binary::Less,
        Binary::AtMost,
        Binary::Greater,
        Binary::AtLeast,
    ];
    let leaf = prop_oneof![
        pair(compare, number()),
        pair(&[Binary::Equal, Binary::Contains, Binary::StartsWith, Binary::EndsWith], text()),
        (number(), number(), number())
            .prop_map(|(value, from, to)| Expr::Between(Box::new([value, from, to]))),
        Just(Expr::IsSet(Box::new(read("budget")))),
        Just(Expr::Not(Box::new(Expr::IsSet(Box::new(read("budget")))))),
        Just(read("is_known")),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let sides = prop::collection::vec(inner.clone(), 2..4);
        let logic = prop::sample::select(&[Logic::And, Logic::Or][..]);
        prop_oneof![
            2 => (logic, sides).prop_filter_map("one connective in itself", |(logic, sides)| {
                let nested = |side: &Expr| matches!(side, Expr::Logic(of, _) if *of == logic);
                (!sides.iter().any(nested)).then_some(Expr::Logic(logic, sides))
            }),
            1 => inner.prop_map(|of| Expr::Not(Box::new(of))),
        ]
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_condition_reads_as_it_was(when in condition()) {
        let printed = show_expression(&when);
        let program = format!(
            "workspace w \"W\" {{\n  field budget number\n  field is_known bool\n}}\n\
             workflow a \"A\" {{\n  on manual\n  branch {{\n    when {printed} {{ stop }}\n  }}\n}}\n"
        );
        let mut sources = Sources::default();
        sources.add("printed.rondel", &program);
        let (plans, reports) = compile::compile(&sources);
        let found: Vec<String> = reports.into_iter().map(|report| report.message).collect();
        let plans = plans.ok_or_else(|| TestCaseError::fail(format!("{printed}\n{found:?}")))?;
        let StepKind::Branch { arms, .. } = &plans.workflows[0].steps[0].kind else {
            return Err(TestCaseError::fail("no branch"));
        };
        prop_assert_eq!(&arms[0].when, &when, "{}", printed);
    }
}
