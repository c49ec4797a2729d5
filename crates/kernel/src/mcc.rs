//! Merchant category codes 商户类别码 (ISO 18245), the common ones, with names of our own wording.
//!
//! ISO 18245 defines about 500; these are the ones a city's shops, services and offices use.

use std::fmt;
use std::str::FromStr;

/// A known merchant category code: four digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mcc(u16);

/// One row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// The code.
    pub mcc: Mcc,
    /// Chinese name.
    pub name_zh: &'static str,
    /// English name.
    pub name_en: &'static str,
}

/// A text that is not a known merchant category code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known merchant category code of four digits")]
pub struct BadMcc(pub String);

impl Mcc {
    /// Reads four digits and finds them in the list.
    pub fn parse(text: &str) -> Result<Mcc, BadMcc> {
        let bad = || BadMcc(text.chars().take(16).collect());
        if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        let code = Mcc(text.parse().map_err(|_| bad())?);
        CATEGORIES.binary_search_by_key(&code, |row| row.mcc).map(|_| code).map_err(|_| bad())
    }

    /// The row of the list.
    pub fn category(self) -> &'static Category {
        let at = CATEGORIES
            .binary_search_by_key(&self, |row| row.mcc)
            .expect("parse admits known codes only");
        &CATEGORIES[at]
    }

    /// The number, 0 to 9999.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// The whole list, in the order of the codes.
pub fn categories() -> &'static [Category] {
    CATEGORIES
}

impl fmt::Debug for Mcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl fmt::Display for Mcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl FromStr for Mcc {
    type Err = BadMcc;
    fn from_str(text: &str) -> Result<Mcc, BadMcc> {
        Mcc::parse(text)
    }
}

crate::text_value!(Mcc, "^[0-9]{4}$");

const fn row(code: u16, name_zh: &'static str, name_en: &'static str) -> Category {
    Category { mcc: Mcc(code), name_zh, name_en }
}

#[rustfmt::skip]
const CATEGORIES: &[Category] = &[
    row(742, "兽医服务", "Veterinary services"),
    row(763, "农业合作社", "Agricultural co-operatives"),
    row(780, "景观及园艺服务", "Landscaping and horticultural services"),
    row(1520, "住宅与商业建筑总承包", "General contractors, residential and commercial"),
    row(1711, "供暖、管道与空调承包", "Heating, plumbing and air-conditioning contractors"),
    row(1731, "电气承包", "Electrical contractors"),
    row(1799, "其他专业承包", "Special trade contractors"),
    row(2741, "出版印刷", "Publishing and printing"),
    row(4011, "铁路货运", "Railroad freight"),
    row(4111, "本地公共交通", "Local commuter transport, ferries included"),
    row(4112, "铁路客运", "Passenger railways"),
    row(4119, "救护车服务", "Ambulance services"),
    row(4121, "出租车", "Taxicabs and limousines"),
    row(4131, "长途客运汽车", "Bus lines"),
    row(4214, "货运与搬家", "Motor freight and moving"),
    row(4215, "快递服务", "Courier services"),
    row(4225, "仓储服务", "Public warehousing"),
    row(4411, "邮轮", "Cruise lines"),
    row(4457, "船舶租赁", "Boat rentals"),
    row(4468, "码头服务", "Marinas, marine service and supplies"),
    row(4511, "航空运输", "Air carriers"),
    row(4582, "机场与航站楼", "Airports and terminals"),
    row(4722, "旅行社", "Travel agencies and tour operators"),
    row(4784, "路桥通行费", "Tolls and bridge fees"),
    row(4789, "其他运输服务", "Transportation services"),
    row(4812, "通讯设备销售", "Telecommunication equipment and telephone sales"),
    row(4814, "电信服务", "Telecommunication services"),
    row(4816, "计算机网络与信息服务", "Computer network and information services"),
    row(4829, "汇款与电汇", "Money transfer"),
    row(4899, "有线电视服务", "Cable and pay television"),
    row(4900, "水电燃气等公用事业", "Utilities: electricity, gas, water"),
    row(5013, "汽车零配件批发", "Motor vehicle supplies and new parts, wholesale"),
    row(5021, "办公与商用家具批发", "Office and commercial furniture, wholesale"),
    row(5039, "建材批发", "Construction materials, wholesale"),
    row(5044, "办公摄影与复印设备批发", "Office and photographic equipment, wholesale"),
    row(5045, "计算机及外设批发", "Computers and peripherals, wholesale"),
    row(5047, "医疗器械批发", "Medical, dental and hospital equipment, wholesale"),
    row(5065, "电气零件与设备批发", "Electrical parts and equipment, wholesale"),
    row(5072, "五金器材批发", "Hardware equipment, wholesale"),
    row(5094, "珠宝钟表批发", "Precious stones, metals, watches, wholesale"),
    row(5111, "文具与办公用品批发", "Stationery and office supplies, wholesale"),
    row(5122, "药品批发", "Drugs and druggists' sundries, wholesale"),
    row(5131, "布料批发", "Piece goods and notions, wholesale"),
    row(5137, "制服与商务服装批发", "Uniforms and commercial clothing, wholesale"),
    row(5139, "鞋类批发", "Commercial footwear, wholesale"),
    row(5172, "石油产品批发", "Petroleum products, wholesale"),
    row(5192, "书报杂志批发", "Books, periodicals and newspapers, wholesale"),
    row(5193, "花卉苗木批发", "Florists' supplies and nursery stock, wholesale"),
    row(5200, "家居建材超市", "Home supply warehouse stores"),
    row(5211, "木材与建材零售", "Lumber and building materials"),
    row(5231, "玻璃油漆墙纸", "Glass, paint and wallpaper"),
    row(5251, "五金店", "Hardware stores"),
    row(5261, "苗圃与园艺用品", "Nurseries, lawn and garden supply"),
    row(5300, "会员制仓储超市", "Wholesale clubs"),
    row(5309, "免税店", "Duty-free stores"),
    row(5310, "折扣店", "Discount stores"),
    row(5311, "百货商店", "Department stores"),
    row(5331, "杂货店", "Variety stores"),
    row(5411, "超级市场", "Grocery stores and supermarkets"),
    row(5422, "肉类与冷冻食品", "Freezer and locker meat provisioners"),
    row(5441, "糖果坚果店", "Candy, nut and confectionery stores"),
    row(5451, "乳制品店", "Dairy products stores"),
    row(5462, "面包房", "Bakeries"),
    row(5499, "便利店与特色食品", "Convenience and speciality food stores"),
    row(5511, "汽车销售与服务", "Car and truck dealers, sales and service"),
    row(5521, "二手车销售", "Used car dealers"),
    row(5532, "轮胎店", "Automotive tyre stores"),
    row(5533, "汽车配件", "Automotive parts and accessories"),
    row(5541, "加油站", "Service stations"),
    row(5542, "自助加油", "Automated fuel dispensers"),
    row(5571, "摩托车销售", "Motorcycle shops"),
    row(5611, "男装店", "Men's clothing"),
    row(5621, "女装店", "Women's ready-to-wear"),
    row(5631, "女士饰品店", "Women's accessories"),
    row(5641, "童装店", "Children's and infants' wear"),
    row(5651, "家庭服装店", "Family clothing stores"),
    row(5655, "运动服装店", "Sports and riding apparel"),
    row(5661, "鞋店", "Shoe stores"),
    row(5691, "男女服装店", "Men's and women's clothing"),
    row(5699, "其他服饰", "Miscellaneous apparel and accessories"),
    row(5712, "家具店", "Furniture stores"),
    row(5719, "家居用品", "Home furnishing speciality stores"),
    row(5722, "家用电器", "Household appliance stores"),
    row(5732, "电子产品", "Electronics stores"),
    row(5733, "乐器店", "Music stores and instruments"),
    row(5734, "计算机软件", "Computer software stores"),
    row(5735, "音像店", "Record stores"),
    row(5811, "宴会承办", "Caterers"),
    row(5812, "餐馆", "Eating places and restaurants"),
    row(5813, "酒吧茶馆", "Bars, tea houses and nightclubs"),
    row(5814, "快餐店", "Fast food restaurants"),
    row(5816, "数字游戏", "Digital goods: games"),
    row(5912, "药店", "Drug stores and pharmacies"),
    row(5921, "酒类专卖", "Package stores: beer, wine and liquor"),
    row(5931, "二手商品", "Used merchandise stores"),
    row(5937, "古董复制品", "Antique reproductions"),
    row(5940, "自行车店", "Bicycle shops"),
    row(5941, "体育用品", "Sporting goods stores"),
    row(5942, "书店", "Book stores"),
    row(5943, "文具店", "Stationery and office supply stores"),
    row(5944, "珠宝钟表店", "Jewellery, watch, clock and silverware stores"),
    row(5945, "玩具游戏店", "Hobby, toy and game shops"),
    row(5946, "照相器材", "Camera and photographic supply stores"),
    row(5947, "礼品纪念品", "Gift, card and souvenir shops"),
    row(5948, "箱包皮具", "Luggage and leather goods"),
    row(5949, "布料缝纫", "Sewing, fabric and piece goods"),
    row(5964, "邮购目录销售", "Direct marketing, catalogue merchants"),
    row(5969, "直销", "Direct marketing, other"),
    row(5970, "工艺美术品", "Artists' supply and craft shops"),
    row(5971, "画廊艺术品", "Art dealers and galleries"),
    row(5976, "假肢与辅助器具", "Orthopaedic goods"),
    row(5977, "化妆品店", "Cosmetic stores"),
    row(5992, "花店", "Florists"),
    row(5993, "烟草专卖", "Cigar stores and stands"),
    row(5994, "报刊亭", "News dealers and news-stands"),
    row(5995, "宠物用品", "Pet shops, food and supplies"),
    row(5999, "其他专卖店", "Miscellaneous and speciality retail"),
    row(6010, "金融机构柜台取现", "Financial institutions, manual cash"),
    row(6011, "金融机构自动取现", "Financial institutions, automated cash"),
    row(6012, "金融机构商品与服务", "Financial institutions, merchandise and services"),
    row(6211, "证券经纪", "Security brokers and dealers"),
    row(6300, "保险", "Insurance"),
    row(6513, "房地产代理与租赁", "Real estate agents and rentals"),
    row(7011, "宾馆酒店", "Hotels, motels and resorts"),
    row(7032, "露营与度假营地", "Sporting and recreational camps"),
    row(7210, "洗衣服务", "Laundry and garment services"),
    row(7216, "干洗店", "Dry cleaners"),
    row(7221, "摄影工作室", "Photographic studios"),
    row(7230, "美容美发", "Beauty and barber shops"),
    row(7261, "殡葬服务", "Funeral services and crematories"),
    row(7273, "婚介服务", "Dating and escort services"),
    row(7298, "保健按摩", "Health and beauty spas"),
    row(7299, "其他个人服务", "Miscellaneous personal services"),
    row(7311, "广告服务", "Advertising services"),
    row(7338, "复印打印", "Quick copy and reproduction services"),
    row(7349, "清洁服务", "Cleaning and maintenance"),
    row(7361, "职业中介", "Employment agencies"),
    row(7372, "计算机编程与系统集成", "Computer programming and integrated systems"),
    row(7379, "计算机维修", "Computer maintenance and repair"),
    row(7392, "管理咨询", "Management and consulting services"),
    row(7393, "安保服务", "Detective and protective agencies"),
    row(7394, "设备租赁", "Equipment and furniture rental"),
    row(7395, "照片冲印", "Photo finishing"),
    row(7399, "其他商业服务", "Business services"),
    row(7512, "汽车租赁", "Automobile rental"),
    row(7523, "停车场", "Parking lots and garages"),
    row(7531, "汽车钣金喷漆", "Automotive body repair"),
    row(7538, "汽车维修", "Automotive service shops"),
    row(7542, "洗车", "Car washes"),
    row(7622, "电器维修", "Electronics repair"),
    row(7631, "钟表维修", "Watch and jewellery repair"),
    row(7699, "其他维修", "Miscellaneous repair shops"),
    row(7829, "影视制作发行", "Motion picture production and distribution"),
    row(7832, "电影院", "Motion picture theatres"),
    row(7911, "舞厅与舞蹈学校", "Dance halls, studios and schools"),
    row(7922, "剧院与票务", "Theatrical producers and ticket agencies"),
    row(7929, "乐队与演艺", "Bands, orchestras and entertainers"),
    row(7932, "台球", "Billiard and pool establishments"),
    row(7933, "保龄球", "Bowling alleys"),
    row(7941, "体育场馆与俱乐部", "Sports clubs, fields and promoters"),
    row(7991, "旅游景点展览", "Tourist attractions and exhibits"),
    row(7992, "高尔夫球场", "Public golf courses"),
    row(7993, "电子游戏用品", "Video amusement game supplies"),
    row(7994, "游戏厅网吧", "Video game arcades"),
    row(7996, "游乐园", "Amusement parks, circuses, carnivals"),
    row(7997, "会员俱乐部健身", "Membership clubs, sports and recreation"),
    row(7998, "水族馆海洋馆", "Aquariums"),
    row(7999, "其他娱乐服务", "Recreation services"),
    row(8011, "诊所医生", "Doctors and physicians"),
    row(8021, "牙科诊所", "Dentists and orthodontists"),
    row(8031, "正骨推拿", "Osteopaths"),
    row(8043, "眼镜店", "Opticians, optical goods and eyeglasses"),
    row(8050, "护理院", "Nursing and personal care"),
    row(8062, "医院", "Hospitals"),
    row(8071, "医学化验", "Medical and dental laboratories"),
    row(8099, "其他医疗服务", "Medical services and health practitioners"),
    row(8111, "法律服务", "Legal services and attorneys"),
    row(8211, "中小学", "Elementary and secondary schools"),
    row(8220, "大专院校", "Colleges and universities"),
    row(8241, "函授学校", "Correspondence schools"),
    row(8244, "商业文秘学校", "Business and secretarial schools"),
    row(8249, "职业技术学校", "Vocational and trade schools"),
    row(8299, "其他教育服务", "Schools and educational services"),
    row(8351, "儿童托管", "Child care services"),
    row(8398, "慈善与社会服务", "Charitable and social service organisations"),
    row(8651, "政治组织", "Political organisations"),
    row(8661, "宗教组织", "Religious organisations"),
    row(8675, "汽车协会", "Automobile associations"),
    row(8699, "其他会员组织", "Membership organisations"),
    row(8911, "建筑工程测量服务", "Architectural, engineering and surveying services"),
    row(8931, "会计审计服务", "Accounting, auditing and bookkeeping"),
    row(8999, "其他专业服务", "Professional services"),
    row(9211, "法院费用", "Court costs"),
    row(9222, "罚款", "Fines"),
    row(9311, "税款缴纳", "Tax payments"),
    row(9399, "其他政府服务", "Government services"),
    row(9402, "邮政服务", "Postal services"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_complete() {
        assert!(CATEGORIES.windows(2).all(|pair| pair[0].mcc < pair[1].mcc));
        assert!(CATEGORIES.len() >= 120);
        for row in CATEGORIES {
            assert!(!row.name_zh.is_empty() && !row.name_en.is_empty());
            assert_eq!(Mcc::parse(&row.mcc.to_string()), Ok(row.mcc));
        }
    }

    #[test]
    fn codes_are_known_or_refused() {
        assert_eq!(Mcc::parse("5812").unwrap().category().name_zh, "餐馆");
        assert_eq!(Mcc::parse("0742").unwrap().to_string(), "0742");
        for text in ["", "581", "58120", "5a12", "0000", "９999", "9998"] {
            assert!(Mcc::parse(text).is_err(), "{text}");
        }
    }
}
