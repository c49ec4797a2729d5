import type {
  Acquirer,
  AcquirerLink,
  Institution,
  LinkHealth,
  Merchant,
  Store,
  Terminal,
} from "@shancheng/api";
import { ago, digits, id, pick, random } from "./seed";

const listed: [number, string, string, Institution["kind"]][] = [
  [1, "00010000", "重庆分公司", "network_branch"],
  [2, "48026530", "山城银行", "bank"],
  [3, "48016531", "嘉陵支付", "payment_institution"],
  [4, "48036532", "两江商服", "acquirer"],
  [5, "48046533", "云桥软件", "system_vendor"],
];
export const institutions = listed.map(([number, code, short_name, kind]): Institution => ({
  id: number,
  code,
  name: `${short_name}有限公司`,
  short_name,
  kind,
  state: "active",
  created_at: ago(90_000),
}));

export const links = [2, 3, 4].map((institution_id): AcquirerLink => ({
  id: id("lnk"),
  institution_id,
  name: "主用",
  address: `10.18.0.${institution_id}:${9080 + institution_id}`,
  dialect: "pos",
  mac_profile: "x9_19",
  terminal_code: "00000001",
  merchant_code: "000000000000001",
  reply_timeout_ms: 15_000,
  connect_timeout_ms: 3_000,
  echo_after_ms: 60_000,
  in_flight_max: 256,
  health: {
    window_s: 60,
    calls_min: 20,
    failure_permille: 500,
    open_s: 30,
    probes: 3,
    eliminate_below_permille: 900,
    eliminate_window_s: 600,
    eliminate_calls_min: 100,
    cooling_s: 300,
  },
  state: "active",
  version: 1,
  created_at: ago(90_000),
  changed_at: ago(90_000),
}));
export const healths = links.map((link): LinkHealth => ({
  link_id: link.id,
  name: link.name,
  state: link.state,
  up: true,
  standing: "up",
  nodes: [
    {
      node: 1,
      connection: "up",
      in_flight: 2,
      sent: 4210,
      answered: 4208,
      unanswered: 2,
      late: 1,
      unmatched: 0,
      rate_milli: 4200,
      p50_ms: 38,
      p95_ms: 120,
      approval_rate_permille: 972,
      saf_depth: link.institution_id === 4 ? 3 : 0,
      breaker: "closed",
      window_calls: 252,
      window_failures: 1,
      reported_at: ago(0.05),
    },
  ],
}));
export const acquirers = links.flatMap((link): Acquirer[] =>
  institutions
    .filter((row) => row.id === link.institution_id)
    .map((row) => ({
      institution_id: row.id,
      code: row.code,
      name: row.name,
      short_name: row.short_name,
      kind: row.kind,
      state: "active",
      policy: null,
      cut_off: "23:00",
      cut_offs: [],
      links: [{ id: link.id, name: link.name, state: link.state }],
    })),
);

const place = (index: number): Store["place"] => ({
  latitude_e6: 29_563_010 + index * 1310,
  longitude_e6: 106_551_557 + index * 970,
  datum: "wgs84",
  given_in: "wgs84",
});

const shops = [
  ["洪崖洞老火锅", "5812"],
  ["朝天门百货", "5311"],
  ["观音桥数码港", "5732"],
  ["磁器口麻花铺", "5441"],
  ["南坪大药房", "5912"],
  ["解放碑眼镜行", "8043"],
  ["沙坪坝书城", "5942"],
  ["渝北加油站", "5541"],
  ["北碚温泉酒店", "7011"],
  ["江北鲜果集市", "5499"],
  ["大渡口五金", "5251"],
  ["璧山童装", "5641"],
] as const;
export const merchants = shops.map(([name, mcc], index): Merchant => {
  const micro = index % 5 === 3;
  return {
    id: id("mer"),
    institution_id: 2 + (index % 3),
    code: `80350015${mcc}${String(index + 1).padStart(3, "0")}`,
    name: `重庆${name}${micro ? "" : "有限公司"}`,
    short_name: name,
    kind: micro ? "micro" : index % 4 === 2 ? "sole_trader" : "enterprise",
    uscc: micro ? null : `91500103MA5U${digits(5)}X`,
    responsible_id: micro ? "5001**********1234" : null,
    mcc,
    division_code: pick(["500103", "500105", "500106", "500112"]),
    address: `渝中区示例路 ${index + 1} 号`,
    place: place(index),
    settlement_account: "622202******4567",
    settlement_bank: "山城银行渝中支行",
    phone: "138****5678",
    state: index === 9 ? "suspended" : "active",
    stores_count: 1 + (index % 3),
    terminals_count: 2 + (index % 4),
    contracts: [
      {
        id: id("ctr"),
        merchant_id: "",
        acquirer_id: 2,
        acquirer_name: "山城银行",
        acquirer_merchant_code: `80250015${mcc}001`,
        mode: "own",
        products: ["card", "qr"],
        from: "2026-01-01",
        until: null,
        state: "active",
        created_at: ago(40_000),
      },
    ],
    version: 1,
    created_at: ago(40_000 - index * 900),
  };
});
export const stores = merchants.map((merchant, index): Store => ({
  id: id("sto"),
  merchant_id: merchant.id,
  code: "001",
  name: `${merchant.short_name}一店`,
  address: merchant.address,
  division_code: merchant.division_code,
  mcc: merchant.mcc,
  place: place(index),
  state: "active",
  version: 1,
  created_at: merchant.created_at,
}));

function makeTerminal(merchant: Merchant, store: Store, number: number): Terminal {
  const terminal_code = String(10_000_000 + number);
  return {
    id: id("trm"),
    institution_id: merchant.institution_id,
    serial: `SC26${String(number).padStart(8, "0")}`,
    device_type: pick(["02", "04", "09"]),
    maker: "江城终端",
    model: pick(["P2000", "A920", "N86"]),
    state: "active",
    tested: true,
    terminal_code,
    merchant_id: merchant.id,
    merchant_code: merchant.code,
    merchant_name: merchant.short_name,
    store_id: store.id,
    store_name: store.name,
    binding: {
      id: id("bnd"),
      acquirer_id: 2,
      acquirer_code: "48026530",
      merchant_code: merchant.code,
      credit_code: merchant.uscc ?? merchant.responsible_id ?? "",
      settlement_account: merchant.settlement_account,
      place: store.place,
      store_id: store.id,
      terminal_code,
      bound_at: ago(9000),
      leaf_id: id("lef"),
      proof_state: "proven",
    },
    version: 4,
    last_seen_at: ago(random() * 60),
    opened_at: ago(9000),
  };
}

/** A terminal that is known and stands nowhere yet. */
export function makeRegistered(serial: string): Terminal {
  return {
    id: id("trm"),
    institution_id: 2,
    serial,
    device_type: "02",
    maker: "江城终端",
    model: "P2000",
    state: "registered",
    tested: false,
    version: 1,
    opened_at: ago(0),
  };
}
export const terminals = stores.flatMap((store, index): Terminal[] =>
  merchants
    .filter((merchant) => merchant.id === store.merchant_id)
    .flatMap((merchant) => [
      makeTerminal(merchant, store, index * 2),
      index % 3 === 0
        ? makeRegistered(`SC27${String(index).padStart(8, "0")}`)
        : makeTerminal(merchant, store, index * 2 + 1),
    ]),
);

/** A few of the codes that the server names. */
export const codes = {
  mccs: [
    { code: "5411", zh: "超市", en: "Grocery stores and supermarkets" },
    { code: "5812", zh: "餐馆", en: "Eating places and restaurants" },
    { code: "7011", zh: "酒店", en: "Hotels and motels" },
  ],
  divisions: [
    { code: "500103", zh: "渝中区", en: "Yuzhong" },
    { code: "500105", zh: "江北区", en: "Jiangbei" },
    { code: "500112", zh: "渝北区", en: "Yubei" },
  ],
};
