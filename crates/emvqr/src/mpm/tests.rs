use super::*;

const HEAD: &str = "000201";
const ACCOUNT: &str = "15310103653001036530102653058120001";
const REST: &str = "5204581253031565802CN5909SHANCHENG6009CHONGQING";

/// A good code with these objects more, and the characters before them.
fn with(objects: &str) -> (String, usize) {
    let before = format!("{HEAD}{ACCOUNT}{REST}");
    let at = before.chars().count();
    (sealed(before + objects), at)
}

fn fails(text: &str, wanted: &str) {
    let error = Code::parse(text).expect_err(text);
    assert_eq!(error.to_string(), wanted, "{text}");
    assert!(error.position <= text.chars().count());
}

/// What is wrong with these objects beside good ones, with the place from their start on.
fn wrong(objects: &str, place: usize, wanted: &str) {
    let (text, at) = with(objects);
    fails(&text, &format!("character {}, {wanted}", at + place));
}

#[test]
fn a_small_code_reads() {
    let (text, _) = with("");
    let code = Code::parse(&text).unwrap();
    let account = code.union_pay().next().unwrap();
    assert_eq!((account.acquirer(), account.forwarder()), ("01036530", "01036530"));
    assert_eq!(account.merchant(), "102653058120001");
    assert_eq!((code.mcc(), code.country(), code.initiation()), ("5812", "CN", None));
    assert_eq!((code.name(), code.city(), code.postal_code()), ("SHANCHENG", "CHONGQING", None));
    assert_eq!(code.currency(), Currency::CNY);
    assert_eq!((code.amount(), code.tip(), code.local_name()), (None, None, None));
    assert_eq!(code.to_string(), text);
}

#[test]
fn structure() {
    fails("", "character 0, 00: the first object is 00");
    fails("0", "character 0, the code: an identifier is two digits");
    fails("０００２０１", "character 0, the code: an identifier is two digits");
    fails("00", "character 2, 00: a length is two digits, 01 to 99");
    fails("0000", "character 2, 00: a length is two digits, 01 to 99");
    fails("000201重", "character 6, the code: an identifier is two digits");
    fails("00020159重", "character 8, 59: a length is two digits, 01 to 99");
    fails("0002015903重庆", "character 10, 59: needs 3 characters, 2 are left");
    fails("000201", "character 6, 63: is not there");
    fails("5802CN", "character 0, 00: the first object is 00");
    fails("0002015802CN5802CN", "character 12, 58: is there twice");
    let end = "the last object is 63, and there is only one";
    fails("0002016304ABCD5802CN", &format!("character 6, 63: {end}"));
    let long = format!("000201{}", "6602重庆".repeat(200));
    fails(&long, "character 512, the code: 1206 characters are above 512");
    let long = "重".repeat(600);
    fails(&long, "character 512, the code: 600 characters are above 512");
}

#[test]
fn the_check() {
    let form = "character 10, 63: the check is four of 0 to 9 and A to F";
    for check in ["6304abcd", "6303123", "6304重庆重庆", "630512345"] {
        fails(&format!("{HEAD}{check}"), form);
    }
    fails("000201630312", "character 10, 63: needs 3 characters, 2 are left");
    let (text, at) = with("");
    let lower = text[..text.len() - 4].to_owned() + &text[text.len() - 4..].to_lowercase();
    if lower != text {
        fails(&lower, &format!("character {}, 63: the check is four of 0 to 9 and A to F", at + 4));
    }
    let found = u16::from_str_radix(&text[text.len() - 4..], 16).unwrap();
    let changed = text.replace("SHANCHENG", "SHANCHEMG");
    let error = Code::parse(&changed).unwrap_err();
    assert!(
        matches!(error.rule, Rule::Crc { found: seen, computed } if seen == found && computed != found)
    );
    assert_eq!(error.position, at + 4);
}

/// A check below 0x1000 keeps its zeros: codes were refused for want of them elsewhere.
#[test]
fn a_check_with_leading_zeros() {
    let code = (0..20_000).find_map(|bill| {
        let (text, _) = with(&format!("62090105{bill:05}"));
        text[text.len() - 4..].starts_with("00").then_some(text)
    });
    let text = code.expect("one in 256 begins so");
    assert_eq!(Code::parse(&text).unwrap().to_string(), text);
    let cut = format!("{}6302{}", &text[..text.len() - 8], &text[text.len() - 2..]);
    assert_eq!(Code::parse(&cut).unwrap_err().rule, Rule::CrcForm);
}

#[test]
fn lengths_count_characters_and_the_check_counts_bytes() {
    let (text, _) = with("64200002ZH0104最佳运输0202北京");
    let local = Code::parse(&text).unwrap().local_name();
    assert_eq!(local, Some(LocalName::new("ZH", "最佳运输", Some("北京"))));
    wrong("64200002ZH0112最佳运输0202北京", 14, "64.01: needs 12 characters, 10 are left");
}

#[test]
fn objects_of_the_root() {
    fails(&sealed(format!("000202{ACCOUNT}{REST}")), "character 4, 00: wants 01");
    wrong("010213", 4, "01: wants 11 or 12");
    wrong("550204", 4, "55: wants 01, 02 or 03");
    wrong("5405１.234", 4, "54: an amount is digits with at most one point");
    wrong("54051.234", 4, "54: 3 decimals, the currency has 2");
    wrong("54040.00", 4, "54: an amount is above zero");
    wrong("541412345678901234", 2, "54: 14 characters are above 13");
    wrong("55020156031.5", 6, "56: is there when and only when object 55 is 02");
    wrong("56031.5", 0, "56: is there when and only when object 55 is 02");
    wrong("550202", 6, "56: is there when and only when object 55 is 02");
    wrong("550203", 6, "57: is there when and only when object 55 is 03");
    wrong("550203570500.00", 10, "57: a percentage is 00.01 to 99.99");
    wrong("61111234567890a", 2, "61: 11 characters are above 10");
    wrong("6703a\nb", 5, "67: holds a character that may not stand here");
    wrong("1631010365300103653x102653058120001", 4, UNION_PAY);
    wrong("160512345", 4, UNION_PAY);
}

const UNION_PAY: &str =
    "16: wants two institutions of 8 digits and a merchant of 15 letters or digits";

#[test]
fn what_must_be_there() {
    let (text, at) = with("");
    for (object, id) in [
        ("52045812", 52),
        ("5303156", 53),
        ("5802CN", 58),
        ("5909SHANCHENG", 59),
        ("6009CHONGQING", 60),
    ] {
        let without = text[..text.len() - 8].replace(object, "");
        let place = at - object.len();
        fails(&sealed(without), &format!("character {place}, {id}: is not there"));
    }
    let without = text[..text.len() - 8].replace(ACCOUNT, "");
    let place = at - ACCOUNT.len();
    let rule = "no merchant account (02 to 51) is there";
    fails(&sealed(without), &format!("character {place}, the code: {rule}"));
    for (object, other, wanted) in [
        ("52045812", "5203581", "52: 3 characters, wants 4"),
        ("52045812", "520458a2", "52: holds what is not a digit"),
        ("5303156", "530315x", "53: holds what is not a digit"),
        ("5802CN", "5802cn", "58: wants two letters"),
        ("5802CN", "5801中", "58: wants two letters"),
    ] {
        let text = text[..text.len() - 8].replace(object, other);
        let error = Code::parse(&sealed(text)).unwrap_err().to_string();
        assert!(error.ends_with(wanted), "{error}");
    }
}

#[test]
fn objects_in_templates() {
    wrong("26060102ab", 4, "26.00: is not there");
    wrong("26060004ab", 8, "26.00: needs 4 characters, 2 are left");
    wrong("2606abcdef", 4, "26: an identifier is two digits");
    wrong("26120002ab0002ab", 10, "26.00: is there twice");
    wrong("62030a1", 4, "62: an identifier is two digits");
    wrong(&format!("62300126{}", "7".repeat(26)), 6, "62.01: 26 characters are above 25");
    wrong("62060902AA", 8, "62.09: wants each of A, M and E at most once");
    wrong("62061102AA", 8, "62.11: 2 characters, wants 3");
    wrong("62060502A\t", 9, "62.05: holds a character that may not stand here");
    wrong("64060002zh", 4, "64.01: is not there");
    wrong("64060102重庆", 4, "64.00: is not there");
    wrong("64120002z10102重庆", 8, "64.00: wants two letters");
}

/// Many in the world are no templates, or have no identifier: nobody here has to understand them.
#[test]
fn unreserved_and_unknown_objects_are_kept() {
    for objects in
        ["8003abc", "80060102ab", "80060004ab", "6503abc", "99130002ab0103cde", "62065002ab"]
    {
        let (text, _) = with(objects);
        assert_eq!(Code::parse(&text).unwrap().to_string(), text);
    }
}

#[test]
fn a_draft_with_everything() {
    let mut draft = Draft::cny("5812", "HONGYADONG HOTPOT", "CHONGQING");
    draft.initiation = Some(Initiation::Dynamic);
    let account = UnionPayAccount::new("01036530", "01036530", "102653058120001").unwrap();
    let system = vec![(1, "102653058120001".to_owned()), (2, "门店七".to_owned())];
    draft.accounts = vec![
        Account::UnionPay(account.clone()),
        Account::UnionPay(account.clone()),
        Account::System { id: 26, name: "cn.shancheng".to_owned(), more: system },
        Account::Scheme { id: 2, value: "4111111111111111".to_owned() },
    ];
    draft.amount = Some(8_850);
    draft.tip = Some(Tip::Percentage(150));
    draft.postal_code = Some("400010".to_owned());
    draft.labels =
        vec![(Label::Terminal, "10016919".to_owned()), (Label::BillNumber, "***".to_owned())];
    draft.local_name = Some(LocalName::new("zh", "洪崖洞火锅", Some("重庆")));
    draft.more =
        vec![Object::template(80, vec![Object::text(0, "cn.shancheng"), Object::text(1, "桌7")])];
    let code = draft.build().unwrap();
    let text = code.to_string();
    assert_eq!(Code::parse(&text).as_ref(), Ok(&code));
    assert_eq!(code.union_pay().collect::<Vec<_>>(), [account.clone(), account]);
    assert_eq!(
        code.amount().map(|amount| (amount.fen(), amount.to_string())),
        Some((Some(8850), "88.50".into()))
    );
    assert_eq!(
        (code.tip(), code.label(Label::Terminal)),
        (Some(Tip::Percentage(150)), Some("10016919"))
    );
    assert_eq!(code.within(26, 2), Some("门店七"));
    for said in [format!("{code:?}"), format!("{draft:?}")] {
        assert!(!said.contains("4111111111111111"), "{said}");
    }
}

#[test]
fn what_a_draft_may_not_say() {
    let good = || {
        let mut draft = Draft::cny("5812", "HOTPOT", "CHONGQING");
        let account = UnionPayAccount::new("01036530", "01036530", "102653058120001");
        draft.accounts = vec![Account::UnionPay(account.unwrap())];
        draft
    };
    let check = |change: fn(&mut Draft), wanted: &str| {
        let mut draft = good();
        change(&mut draft);
        assert_eq!(draft.build().expect_err(wanted).to_string(), wanted);
    };
    assert!(good().build().is_ok());
    let ascii = "holds a character that may not stand here";
    check(|draft| draft.name = "洪崖洞".into(), &format!("character 66, 59: {ascii}"));
    check(|draft| draft.city = "重庆".into(), &format!("character 76, 60: {ascii}"));
    check(|draft| draft.name = String::new(), "character 64, 59: a length is two digits, 01 to 99");
    check(|draft| draft.name = "A".repeat(26), "character 64, 59: 26 characters are above 25");
    check(|draft| draft.name = "A".repeat(100), "character 62, 59: 100 characters are above 99");
    check(|draft| draft.mcc = "581".into(), "character 43, 52: 3 characters, wants 4");
    check(
        |draft| draft.accounts.clear(),
        "character 50, the code: no merchant account (02 to 51) is there",
    );
    check(|draft| draft.amount = Some(0), "character 0, 54: an amount is above zero");
    check(|draft| draft.amount = Some(-1), "character 0, 54: an amount is above zero");
    check(|draft| draft.amount = Some(i64::MAX), "character 58, 54: 20 characters are above 13");
    check(
        |draft| draft.tip = Some(Tip::Percentage(0)),
        "character 66, 57: a percentage is 00.01 to 99.99",
    );
    check(
        |draft| draft.tip = Some(Tip::Percentage(10_000)),
        "character 64, 57: 6 characters are above 5",
    );
    check(
        |draft| draft.more = vec![Object::text(63, "0")],
        "character 0, 63: the identifier is 65 to 99",
    );
    check(
        |draft| draft.accounts.extend(vec![draft.accounts[0].clone(); 2]),
        "character 0, 17: the identifier is 15 to 16",
    );
    let scheme = |id| Account::Scheme { id, value: "1".into() };
    let mut draft = good();
    draft.accounts.push(scheme(26));
    assert_eq!(draft.build().unwrap_err().rule, Rule::Place { least: 2, most: 25 });
    draft.accounts[1] = scheme(15);
    assert_eq!(draft.build().unwrap_err().rule, Rule::Repeated);
    let labels = vec![(Label::Terminal, "1".to_owned()), (Label::Terminal, "2".to_owned())];
    let mut draft = good();
    draft.labels = labels;
    assert_eq!(draft.build().unwrap_err().path.to_string(), "62.07");
}
