//! Drawing shops and terminals: pure, the same for the same seed.

use super::{JIALING_PAY, LIANGJIANG, SHANCHENG_BANK};
use crate::Trouble;
use kernel::merchant_code::REGION_CHONGQING;
use kernel::{
    Datum, Division, GivenPlace, InstitutionId, Mcc, MerchantCode, Place, ResidentId, Uscc,
};
use panorama::merchants::{
    ContractDraft, ContractMode, Entry, MerchantDraft, MerchantKind, StoreDraft,
};
use panorama::terminals::{DeviceType, TerminalCode};
use std::collections::HashSet;

const TRADES: &str = include_str!("../../../data/demo/trades.csv");
const DIVISIONS: &str = include_str!("../../../data/demo/divisions.csv");
const BUSINESS_DISTRICTS: &str = include_str!("../../../data/demo/business_districts.csv");

/// Of a hundred shops, so many stand in a business district; the others anywhere.
const IN_BUSINESS_DISTRICT_PERCENT: u64 = 85;
/// Every so manieth shop is a micro merchant.
const MICRO_EVERY: usize = 11;
/// Names drawn for a shop before the demo gives up.
const DRAWS_MAX: usize = 1_000;
/// First serial of the demo's merchant numbers, above what is given out one by one.
const FIRST_SERIAL: u16 = 9_001;

/// First words of invented names. With a trade each makes a shop's name.
const FIRST_WORDS: [&str; 40] = [
    "雾岸",
    "江灯",
    "梯坎上",
    "半坡灯",
    "听汛",
    "云崖",
    "晚渡",
    "江声",
    "坡上云",
    "楼间轨",
    "榕荫",
    "汇流",
    "望涛",
    "索影",
    "桥影",
    "滩声",
    "暮帆",
    "石阶",
    "朝雾",
    "山影",
    "灯岸",
    "渡晚",
    "长坡",
    "水线",
    "崖边",
    "雾来",
    "两岸灯",
    "青石坎",
    "临江月",
    "隔江",
    "回澜",
    "向晚",
    "巷深",
    "坡道",
    "轻舟",
    "远汀",
    "星渡",
    "云梯",
    "江枫",
    "竹外",
];
const DEVICES: &[(DeviceType, &str, &str)] = &[
    (DeviceType::SmartPos, "示例智能", "SZ-A1"),
    (DeviceType::SmartPos, "示例智能", "SZ-A2"),
    (DeviceType::Pos, "示例传统", "CT-8"),
    (DeviceType::BarCode, "示例扫码", "SM-3"),
    (DeviceType::Face, "示例刷脸", "SL-1"),
];

/// Dice that fall the same way for the same seed, on every machine and for ever (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    pub const fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is not 0.
    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }

    /// A number from 0 to below 1.
    fn unit(&mut self) -> f64 {
        self.below(1 << 32) as f64 / (1_u64 << 32) as f64
    }
}

/// A round area that lies wholly inside its district.
#[derive(Clone, Debug)]
struct Area {
    name: String,
    division: Division,
    center: Place,
    radius_m: u32,
    weight: u64,
}

impl Area {
    /// A place in the area, the denser the nearer to its middle.
    fn draw(&self, dice: &mut Dice) -> Place {
        const METRES_PER_DEGREE: f64 = 111_320.0;
        let away_m = f64::from(self.radius_m) * dice.unit();
        let angle = dice.unit() * std::f64::consts::TAU;
        let (latitude, longitude) = self.center.degrees();
        let east_m = METRES_PER_DEGREE * latitude.to_radians().cos();
        Place::from_degrees((
            latitude + away_m * angle.sin() / METRES_PER_DEGREE,
            longitude + away_m * angle.cos() / east_m,
        ))
    }
}

/// A shop: a merchant with its stores.
#[derive(Clone, Debug)]
pub struct Shop {
    /// Home institution.
    pub home: InstitutionId,
    /// Merchant number.
    pub code: MerchantCode,
    acquirers: Vec<InstitutionId>,
    name: String,
    mcc: Mcc,
    number: usize,
    /// Name of the firm behind it, were it one.
    firm: String,
    stores: Vec<Branch>,
}

/// A store of a shop.
#[derive(Clone, Debug)]
struct Branch {
    code: String,
    area: String,
    division: Division,
    place: Place,
}

/// A terminal in a store.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Home institution.
    pub home: InstitutionId,
    /// Merchant number.
    pub merchant_code: MerchantCode,
    /// Store.
    pub store_code: String,
    /// Acquirer it is bound to.
    pub acquirer: InstitutionId,
    /// Serial number.
    pub serial: String,
    /// Number with the acquirer.
    pub terminal_code: TerminalCode,
    /// Kind.
    pub device_type: DeviceType,
    /// Maker.
    pub maker: &'static str,
    /// Model.
    pub model: &'static str,
}

/// All that is drawn.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The shops.
    pub shops: Vec<Shop>,
    /// The terminals.
    pub stands: Vec<Stand>,
}

impl Plan {
    /// Draws shops and terminals.
    pub fn draw(dice: &mut Dice, shops: usize, stands: usize) -> Result<Plan, Trouble> {
        let (trades, areas) = (trades()?, Areas::read()?);
        let mut names = Names::new(&trades);
        let mut plan = Plan { shops: Vec::new(), stands: Vec::new() };
        for number in 0..shops {
            plan.shops.push(shop(dice, number, &mut names, &areas)?);
        }
        let places: Vec<(usize, usize)> = (0..3)
            .flat_map(|branch| (0..plan.shops.len()).map(move |shop| (shop, branch)))
            .filter(|(shop, branch)| plan.shops[*shop].stores.len() > *branch)
            .collect();
        // Every store gets its first terminal before any gets its second.
        for (number, (shop, branch)) in places.iter().cycle().take(stands).enumerate() {
            let shop = &plan.shops[*shop];
            plan.stands.push(stand(dice, number, shop, &shop.stores[*branch]));
        }
        Ok(plan)
    }
}

fn shop(
    dice: &mut Dice,
    number: usize,
    names: &mut Names<'_>,
    areas: &Areas,
) -> Result<Shop, Trouble> {
    let (first, trade) = names.draw(dice)?;
    let mcc = trade.mcc;
    // Half at the bank, which also acquires jointly with the two others.
    let home = [SHANCHENG_BANK, JIALING_PAY, SHANCHENG_BANK, LIANGJIANG][number % 4];
    let mut acquirers = vec![home];
    for other in [SHANCHENG_BANK, JIALING_PAY, LIANGJIANG] {
        if home == SHANCHENG_BANK && other != home && dice.percent(60) {
            acquirers.push(other);
        }
    }
    let part = u16::try_from(home.0)?;
    let serial = FIRST_SERIAL + u16::try_from(number)?;
    let code = MerchantCode::compose(part, REGION_CHONGQING, mcc, serial);
    let count = [1, 1, 2, 1, 3][number % 5];
    let stores = (1..=count).map(|store| {
        let area = areas.draw(dice);
        Branch {
            code: format!("S{store:03}"),
            area: area.name.clone(),
            division: area.division,
            place: area.draw(dice),
        }
    });
    Ok(Shop {
        home,
        code: code.ok_or("the demo has too many merchants")?,
        acquirers,
        name: format!("{first}{}", trade.word),
        firm: format!("{first}{}", trade.firm),
        mcc,
        number,
        stores: stores.collect(),
    })
}

fn stand(dice: &mut Dice, number: usize, shop: &Shop, store: &Branch) -> Stand {
    let (device_type, maker, model) = *dice.one(DEVICES);
    let acquirer = *dice.one(&shop.acquirers);
    Stand {
        home: shop.home,
        merchant_code: shop.code,
        store_code: store.code.clone(),
        acquirer,
        serial: format!("SCDEMO{:08}", number + 1),
        terminal_code: TerminalCode::of_number(90_000_001 + number as u32),
        device_type,
        maker,
        model,
    }
}

impl Shop {
    /// The code board at its door.
    pub fn board(&self, number: usize) -> Stand {
        let number = number as u32 + 1;
        Stand {
            home: self.home,
            merchant_code: self.code,
            store_code: self.stores[0].code.clone(),
            acquirer: self.home,
            serial: format!("SCBOARD{number:08}"),
            terminal_code: TerminalCode::of_number(91_000_000 + number),
            device_type: DeviceType::BarCodeAid,
            maker: "示例码牌",
            model: "MP-1",
        }
    }

    /// What the shop is signed with.
    pub fn entry(&self) -> Result<Entry, Trouble> {
        let first = &self.stores[0];
        let kind = kind(self.number);
        let micro = kind == MerchantKind::Micro;
        // A birthday on which nobody alive was born, and an organisation code of the demo's own.
        let person = format!("50010319000101{:03}", self.number % 1_000);
        let organisation = format!("91{}MADEM{:04}", first.division, self.number);
        let draft = MerchantDraft {
            code: Some(self.code.to_string()),
            name: self.full_name(kind),
            short_name: Some(self.name.clone()),
            kind,
            uscc: (!micro)
                .then(|| Uscc::complete(&organisation))
                .transpose()?
                .map(|c| c.to_string()),
            responsible_id: micro
                .then(|| ResidentId::complete(&person))
                .transpose()?
                .map(|id| id.reveal().to_owned()),
            mcc: self.mcc.to_string(),
            division_code: first.division.to_string(),
            address: address(first),
            place: Some(given(first.place)),
            settlement_account: format!("6299990000{:09}", self.number + 1),
            settlement_bank: "山城银行".to_owned(),
            phone: format!("1990000{:04}", self.number + 1),
        };
        let store = |branch: &Branch| StoreDraft {
            code: branch.code.clone(),
            name: format!("{}（{}店）", self.name, branch.area),
            address: address(branch),
            division_code: branch.division.to_string(),
            mcc: None,
            place: given(branch.place),
        };
        let broken = |bad: Vec<panorama::merchants::BadField>| {
            let rules: Vec<String> = bad.iter().map(ToString::to_string).collect();
            Trouble::from(format!("demo merchant {}: {}", self.number, rules.join("; ")))
        };
        let stores = self.stores.iter().map(|branch| store(branch).check());
        Ok(Entry {
            merchant: draft.check().map_err(broken)?,
            stores: stores.collect::<Result<_, _>>().map_err(broken)?,
            contracts: self.acquirers.iter().map(|acquirer| self.contract(*acquirer)).collect(),
        })
    }

    /// The name in its papers, which says that it is made up.
    fn full_name(&self, kind: MerchantKind) -> String {
        let (name, firm) = (&self.name, &self.firm);
        match kind {
            MerchantKind::Enterprise => format!("重庆{firm}有限公司（虚构）"),
            MerchantKind::SoleTrader => {
                format!("{}{name}（个体工商户，虚构）", self.stores[0].division.name())
            }
            MerchantKind::Micro => format!("{name}（虚构）"),
        }
    }

    fn contract(&self, acquirer: InstitutionId) -> ContractDraft {
        let own = acquirer == self.home;
        ContractDraft {
            acquirer_id: acquirer,
            acquirer_merchant_code: None,
            mode: if own { ContractMode::Own } else { ContractMode::Joint },
            products: vec!["card".to_owned(), "qr".to_owned()],
            from: None,
            until: None,
        }
    }
}

fn kind(number: usize) -> MerchantKind {
    if number % MICRO_EVERY == MICRO_EVERY - 1 {
        MerchantKind::Micro
    } else if number.is_multiple_of(3) {
        MerchantKind::SoleTrader
    } else {
        MerchantKind::Enterprise
    }
}

fn address(store: &Branch) -> String {
    format!("重庆市{}{}（虚构地址）", store.division.name(), store.area)
}

fn given(place: Place) -> GivenPlace {
    GivenPlace {
        latitude_e6: place.latitude_e6,
        longitude_e6: place.longitude_e6,
        datum: Datum::Wgs84,
    }
}

/// What a shop does.
#[derive(Clone, Debug)]
struct Trade {
    word: String,
    firm: String,
    mcc: Mcc,
}

fn trades() -> Result<Vec<Trade>, Trouble> {
    let mut trades = Vec::new();
    for row in csv::Reader::from_reader(TRADES.as_bytes()).records() {
        let row = row?;
        let (word, firm) = (row[0].to_owned(), row[1].to_owned());
        trades.push(Trade { word, firm, mcc: row[2].parse()? });
    }
    Ok(trades)
}

/// Gives each firm its name once.
struct Names<'a> {
    trades: &'a [Trade],
    given: HashSet<(&'static str, &'a str)>,
}

impl<'a> Names<'a> {
    fn new(trades: &'a [Trade]) -> Names<'a> {
        Names { trades, given: HashSet::new() }
    }

    fn draw(&mut self, dice: &mut Dice) -> Result<(&'static str, &'a Trade), Trouble> {
        // Few are drawn of many, so a name that is still free is soon found.
        for _ in 0..DRAWS_MAX {
            let (first, trade) = (*dice.one(&FIRST_WORDS), dice.one(self.trades));
            if self.given.insert((first, &trade.firm)) {
                return Ok((first, trade));
            }
        }
        Err("the demo has too few names for so many merchants".into())
    }
}

struct Areas {
    business: Vec<Area>,
    districts: Vec<Area>,
    weight: u64,
}

impl Areas {
    fn read() -> Result<Areas, Trouble> {
        let mut business = Vec::new();
        for row in csv::Reader::from_reader(BUSINESS_DISTRICTS.as_bytes()).records() {
            let row = row?;
            business.push(Area {
                name: row[0].to_owned(),
                division: row[1].parse()?,
                center: Place::try_new(row[2].parse()?, row[3].parse()?)?,
                radius_m: row[4].parse()?,
                weight: row[5].parse()?,
            });
        }
        let mut districts = Vec::new();
        for row in csv::Reader::from_reader(DIVISIONS.as_bytes()).records() {
            let row = row?;
            districts.push(Area {
                name: row[1].to_owned(),
                division: row[0].parse()?,
                center: Place::try_new(row[2].parse()?, row[3].parse()?)?,
                radius_m: row[4].parse()?,
                weight: 1,
            });
        }
        let weight = business.iter().map(|area| area.weight).sum();
        Ok(Areas { business, districts, weight })
    }

    fn draw(&self, dice: &mut Dice) -> &Area {
        if !dice.percent(IN_BUSINESS_DISTRICT_PERCENT) {
            return dice.one(&self.districts);
        }
        let mut left = dice.below(self.weight);
        for area in &self.business {
            if left < area.weight {
                return area;
            }
            left -= area.weight;
        }
        &self.business[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_the_same_every_time_and_keeps_the_rules() {
        let plan = Plan::draw(&mut Dice::new(7), 60, 150).unwrap();
        let again = Plan::draw(&mut Dice::new(7), 60, 150).unwrap();
        assert_eq!(format!("{plan:?}"), format!("{again:?}"));
        assert_eq!((plan.shops.len(), plan.stands.len()), (60, 150));
        for shop in &plan.shops {
            assert!(shop.entry().is_ok(), "{shop:?}");
        }
        for acquirer in [SHANCHENG_BANK, JIALING_PAY, LIANGJIANG] {
            let count = plan.stands.iter().filter(|stand| stand.acquirer == acquirer).count();
            assert!(count >= 20, "acquirer {acquirer} has {count} terminals");
        }
    }

    #[test]
    fn shops_stand_inside_their_areas_and_dense_in_the_centre() {
        let areas = Areas::read().unwrap();
        assert_eq!(areas.districts.len(), 38);
        let mut dice = Dice::new(1);
        let mut near = 0;
        for _ in 0..1_000 {
            let area = areas.draw(&mut dice);
            let place = area.draw(&mut dice);
            let away_m = area.center.distance_m(place);
            assert!(away_m <= area.radius_m + area.radius_m / 50 + 2, "{away_m} m: {area:?}");
            near += usize::from(area.name == "解放碑");
        }
        assert!((150..300).contains(&near), "{near} of a thousand at 解放碑");
    }
}
