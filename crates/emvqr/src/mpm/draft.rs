//! Makes a merchant's code.

use std::fmt;

use super::error::{Error, Path, Rule};
use super::object::{self, Object};
use super::rules::Care;
use super::values::{Amount, Currency, Initiation, Label, LocalName, Tip, UnionPayAccount};
use super::{Code, sealed};

/// What a merchant's code shall say. Objects are written in the order of their identifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whether it is for one payment; a code need not say.
    pub initiation: Option<Initiation>,
    /// At least one.
    pub accounts: Vec<Account>,
    /// Merchant category, four digits.
    pub mcc: String,
    /// Currency of the amounts.
    pub currency: Currency,
    /// In the currency's smallest unit, above zero; without one the consumer enters it.
    pub amount: Option<i64>,
    /// What the consumer adds.
    pub tip: Option<Tip>,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// At most 25 characters of printable ASCII.
    pub name: String,
    /// At most 15 characters of printable ASCII.
    pub city: String,
    /// At most 10 characters.
    pub postal_code: Option<String>,
    /// Additional data (62), each label once. `***` asks the consumer to enter it.
    pub labels: Vec<(Label, String)>,
    /// Name and city in the merchant's own language.
    pub local_name: Option<LocalName>,
    /// Objects 65 to 99, as they are.
    pub more: Vec<Object>,
}

/// An account of the merchant with a payment system.
#[derive(Clone, PartialEq, Eq)]
pub enum Account {
    /// UnionPay's: the first is object 15, a second one 16.
    UnionPay(UnionPayAccount),
    /// A text of a card scheme, 02 to 14 or 17 to 25.
    Scheme { id: u8, value: String },
    /// A template, 26 to 51, with its globally unique identifier and what follows it.
    System { id: u8, name: String, more: Vec<(u8, String)> },
}

impl Draft {
    /// A code over yuan in China; accounts are still to be given.
    #[must_use]
    pub fn cny(mcc: &str, name: &str, city: &str) -> Draft {
        Draft {
            initiation: None,
            accounts: Vec::new(),
            mcc: mcc.to_owned(),
            currency: Currency::CNY,
            amount: None,
            tip: None,
            country: "CN".to_owned(),
            name: name.to_owned(),
            city: city.to_owned(),
            postal_code: None,
            labels: Vec::new(),
            local_name: None,
            more: Vec::new(),
        }
    }

    /// Makes the code.
    ///
    /// # Errors
    /// The first rule that the code would break, and where in its text.
    pub fn build(&self) -> Result<Code, Error> {
        let mut text = String::new();
        object::write(&self.objects()?, Path::ROOT, &mut text)?;
        Code::read(&sealed(text), Care::Made)
    }

    fn objects(&self) -> Result<Vec<Object>, Error> {
        let mut objects = vec![Object::text(0, "01")];
        objects.extend(self.initiation.map(|initiation| Object::text(1, initiation.as_str())));
        let mut union_pay = 15;
        for account in &self.accounts {
            objects.push(account.object(&mut union_pay)?);
        }
        objects.push(Object::text(52, &self.mcc));
        objects.push(Object::text(53, self.currency.to_string()));
        let amount = |id, minor| {
            let amount = Amount { minor, currency: self.currency };
            if minor < 1 {
                return Err(Path::ROOT.then(id).at(0, Rule::AmountZero));
            }
            Ok(Object::text(id, amount.to_string()))
        };
        if let Some(minor) = self.amount {
            objects.push(amount(54, minor)?);
        }
        match self.tip {
            None => {}
            Some(Tip::Asked) => objects.push(Object::text(55, "01")),
            Some(Tip::Fixed(minor)) => {
                objects.extend([Object::text(55, "02"), amount(56, minor)?]);
            }
            Some(Tip::Percentage(hundredths)) => {
                let share = format!("{:02}.{:02}", hundredths / 100, hundredths % 100);
                objects.extend([Object::text(55, "03"), Object::text(57, share)]);
            }
        }
        objects.push(Object::text(58, &self.country));
        objects.push(Object::text(59, &self.name));
        objects.push(Object::text(60, &self.city));
        objects.extend(self.postal_code.as_ref().map(|code| Object::text(61, code)));
        let labels = self.labels.iter().map(|(label, value)| Object::text(*label as u8, value));
        if !self.labels.is_empty() {
            objects.push(Object::template(62, labels.collect()));
        }
        objects.extend(self.local_name.as_ref().map(local_name));
        if let Some(wrong) = self.more.iter().find(|object| !(65..=99).contains(&object.id)) {
            let rule = Rule::Place { least: 65, most: 99 };
            return Err(Path::ROOT.then(wrong.id).at(0, rule));
        }
        objects.extend(self.more.iter().cloned());
        objects.sort_by_key(|object| object.id);
        Ok(objects)
    }
}

fn local_name(local: &LocalName) -> Object {
    let mut objects = vec![Object::text(0, &local.language), Object::text(1, &local.name)];
    objects.extend(local.city.as_ref().map(|city| Object::text(2, city)));
    Object::template(64, objects)
}

impl Account {
    fn object(&self, union_pay: &mut u8) -> Result<Object, Error> {
        let place =
            |id: u8, least, most| Err(Path::ROOT.then(id).at(0, Rule::Place { least, most }));
        match self {
            Account::UnionPay(account) => {
                let id = *union_pay;
                *union_pay += 1;
                if 16 < id {
                    return place(id, 15, 16);
                }
                Ok(Object::text(id, account.to_string()))
            }
            Account::Scheme { id, .. } if !(2..=25).contains(id) => place(*id, 2, 25),
            Account::Scheme { id, value } => Ok(Object::text(*id, value)),
            Account::System { id, .. } if !(26..=51).contains(id) => place(*id, 26, 51),
            Account::System { id, name, more } => {
                let mut objects = vec![Object::text(0, name)];
                objects.extend(more.iter().map(|(id, value)| Object::text(*id, value)));
                Ok(Object::template(*id, objects))
            }
        }
    }
}

/// As [`Object`]: what could be a card number is hidden.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.object(&mut 15) {
            Ok(object) => object.fmt(f),
            Err(error) => error.fmt(f),
        }
    }
}
