//! Administrative division codes 行政区划代码 (GB/T 2260): the 34 provinces, and the 38 districts and
//! counties of Chongqing.

use std::fmt;
use std::str::FromStr;

/// A known division: six digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Division(u32);

/// A text that is not a known division.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known division code of six digits")]
pub struct BadDivision(pub String);

impl Division {
    /// Reads six digits and finds them in the list.
    pub fn parse(text: &str) -> Result<Division, BadDivision> {
        let bad = || BadDivision(text.chars().take(16).collect());
        if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        let code: u32 = text.parse().map_err(|_| bad())?;
        DIVISIONS
            .binary_search_by_key(&code, |row| row.0)
            .map(|_| Division(code))
            .map_err(|_| bad())
    }

    /// Chinese name.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// English name, without the word for its kind.
    pub fn name_en(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (u32, &'static str, &'static str) {
        let at = DIVISIONS
            .binary_search_by_key(&self.0, |row| row.0)
            .expect("parse admits known codes only");
        &DIVISIONS[at]
    }

    /// A district or county of Chongqing, not a province.
    pub const fn is_chongqing_district(self) -> bool {
        self.0 > 500_000 && self.0 < 510_000
    }

    /// Every known division, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Division> {
        DIVISIONS.iter().map(|row| Division(row.0))
    }
}

/// True when two digits begin the code of a province.
pub(crate) fn is_province(two_digits: &str) -> bool {
    let Ok(number) = two_digits.parse::<u32>() else {
        return false;
    };
    DIVISIONS.binary_search_by_key(&(number * 10_000), |row| row.0).is_ok()
}

impl fmt::Debug for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl FromStr for Division {
    type Err = BadDivision;
    fn from_str(text: &str) -> Result<Division, BadDivision> {
        Division::parse(text)
    }
}

crate::text_value!(Division, "^[0-9]{6}$");

#[rustfmt::skip]
const DIVISIONS: &[(u32, &str, &str)] = &[
    (110000, "北京市", "Beijing"),
    (120000, "天津市", "Tianjin"),
    (130000, "河北省", "Hebei"),
    (140000, "山西省", "Shanxi"),
    (150000, "内蒙古自治区", "Inner Mongolia"),
    (210000, "辽宁省", "Liaoning"),
    (220000, "吉林省", "Jilin"),
    (230000, "黑龙江省", "Heilongjiang"),
    (310000, "上海市", "Shanghai"),
    (320000, "江苏省", "Jiangsu"),
    (330000, "浙江省", "Zhejiang"),
    (340000, "安徽省", "Anhui"),
    (350000, "福建省", "Fujian"),
    (360000, "江西省", "Jiangxi"),
    (370000, "山东省", "Shandong"),
    (410000, "河南省", "Henan"),
    (420000, "湖北省", "Hubei"),
    (430000, "湖南省", "Hunan"),
    (440000, "广东省", "Guangdong"),
    (450000, "广西壮族自治区", "Guangxi"),
    (460000, "海南省", "Hainan"),
    (500000, "重庆市", "Chongqing"),
    (500101, "万州区", "Wanzhou"),
    (500102, "涪陵区", "Fuling"),
    (500103, "渝中区", "Yuzhong"),
    (500104, "大渡口区", "Dadukou"),
    (500105, "江北区", "Jiangbei"),
    (500106, "沙坪坝区", "Shapingba"),
    (500107, "九龙坡区", "Jiulongpo"),
    (500108, "南岸区", "Nan'an"),
    (500109, "北碚区", "Beibei"),
    (500110, "綦江区", "Qijiang"),
    (500111, "大足区", "Dazu"),
    (500112, "渝北区", "Yubei"),
    (500113, "巴南区", "Banan"),
    (500114, "黔江区", "Qianjiang"),
    (500115, "长寿区", "Changshou"),
    (500116, "江津区", "Jiangjin"),
    (500117, "合川区", "Hechuan"),
    (500118, "永川区", "Yongchuan"),
    (500119, "南川区", "Nanchuan"),
    (500120, "璧山区", "Bishan"),
    (500151, "铜梁区", "Tongliang"),
    (500152, "潼南区", "Tongnan"),
    (500153, "荣昌区", "Rongchang"),
    (500154, "开州区", "Kaizhou"),
    (500155, "梁平区", "Liangping"),
    (500156, "武隆区", "Wulong"),
    (500229, "城口县", "Chengkou"),
    (500230, "丰都县", "Fengdu"),
    (500231, "垫江县", "Dianjiang"),
    (500233, "忠县", "Zhongxian"),
    (500235, "云阳县", "Yunyang"),
    (500236, "奉节县", "Fengjie"),
    (500237, "巫山县", "Wushan"),
    (500238, "巫溪县", "Wuxi"),
    (500240, "石柱土家族自治县", "Shizhu"),
    (500241, "秀山土家族苗族自治县", "Xiushan"),
    (500242, "酉阳土家族苗族自治县", "Youyang"),
    (500243, "彭水苗族土家族自治县", "Pengshui"),
    (510000, "四川省", "Sichuan"),
    (520000, "贵州省", "Guizhou"),
    (530000, "云南省", "Yunnan"),
    (540000, "西藏自治区", "Tibet"),
    (610000, "陕西省", "Shaanxi"),
    (620000, "甘肃省", "Gansu"),
    (630000, "青海省", "Qinghai"),
    (640000, "宁夏回族自治区", "Ningxia"),
    (650000, "新疆维吾尔自治区", "Xinjiang"),
    (710000, "台湾省", "Taiwan"),
    (810000, "香港特别行政区", "Hong Kong"),
    (820000, "澳门特别行政区", "Macao"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_complete() {
        assert!(DIVISIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let districts = Division::all().filter(|row| row.is_chongqing_district());
        assert_eq!(districts.count(), 38);
        assert_eq!(DIVISIONS.len(), 34 + 38);
    }

    #[test]
    fn codes_are_known_or_refused() {
        assert_eq!(Division::parse("500103").unwrap().name(), "渝中区");
        assert_eq!(Division::parse("500103").unwrap().name_en(), "Yuzhong");
        assert_eq!(Division::parse("500000").unwrap().name(), "重庆市");
        assert_eq!(Division::parse("500243").unwrap().to_string(), "500243");
        for text in ["", "50010", "5001033", "500199", "５00103", "000000"] {
            assert!(Division::parse(text).is_err(), "{text}");
        }
        assert!(is_province("50") && !is_province("99") && !is_province("5x"));
    }
}
