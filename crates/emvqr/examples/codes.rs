//! `codes COUNT`: makes merchants' codes of all kinds, the same every time, and prints what each
//! shall say, a JSON object a line, for readers that are not ours.

use emvqr::mpm::{
    Account, Code, Draft, Error, Initiation, Label, LocalName, Object, Tip, UnionPayAccount,
};
use serde_json::{Value, json};

const NAMES: [(&str, &str); 5] = [
    ("zh", "洪崖洞火锅"),
    ("km", "ចន ស្មីន"),
    ("ko", "나이스샷"),
    ("ja", "重慶の店"),
    ("en", "Hotpot"),
];

fn main() -> Result<(), Error> {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(300);
    for number in 0..count {
        let draft = draft(number)?;
        println!("{}", line(&draft, &draft.build()?));
    }
    Ok(())
}

/// Turns every part on and off, with values that differ.
fn draft(number: u64) -> Result<Draft, Error> {
    let has = |bit: u32| number >> bit & 1 == 1;
    let mut draft = Draft::cny("5812", &format!("HONGYADONG HOTPOT {number}"), "CHONGQING");
    let merchant = format!("1026530581{number:05}");
    draft.accounts =
        vec![Account::UnionPay(UnionPayAccount::new("01036530", "01036531", &merchant)?)];
    draft.initiation = Some(if has(0) { Initiation::Dynamic } else { Initiation::Static });
    draft.amount = has(0).then(|| i64::try_from(number * number * 37 + 1).unwrap_or(1));
    let (language, name) = NAMES[usize::try_from(number % 5).unwrap_or(0)];
    draft.local_name = has(1).then(|| LocalName::new(language, name, has(2).then_some("重庆")));
    if has(3) {
        draft.labels = vec![
            (Label::BillNumber, "***".to_owned()),
            (Label::Reference, format!("R{number:06}")),
            (Label::Terminal, "10016919".to_owned()),
        ];
    }
    if has(4) {
        let name = "cn.shancheng".to_owned();
        let more = vec![(1, format!("{number:08}"))];
        draft.accounts.push(Account::System { id: 26, name, more });
    }
    draft.tip = [None, Some(Tip::Asked), Some(Tip::Fixed(150)), Some(Tip::Percentage(550))]
        [usize::try_from(number / 5 % 4).unwrap_or(0)];
    draft.postal_code = has(5).then(|| "400010".to_owned());
    if has(6) {
        let objects = vec![Object::text(0, "cn.shancheng"), Object::text(7, "桌".repeat(7))];
        draft.more = vec![Object::template(80, objects)];
    }
    Ok(draft)
}

fn line(draft: &Draft, code: &Code) -> Value {
    json!({
        "code": code.to_string(),
        "initiation": draft.initiation.map(Initiation::as_str),
        "union_pay": code.get(15),
        "mcc": draft.mcc,
        "currency": draft.currency.to_string(),
        "amount": code.amount().map(|amount| amount.to_string()),
        "country": draft.country,
        "name": draft.name,
        "city": draft.city,
        "postal_code": draft.postal_code,
        "language": draft.local_name.as_ref().map(|local| &local.language),
        "local_name": draft.local_name.as_ref().map(|local| &local.name),
        "local_city": draft.local_name.as_ref().and_then(|local| local.city.as_ref()),
        "terminal": code.label(Label::Terminal),
        "table": code.within(80, 7),
    })
}
