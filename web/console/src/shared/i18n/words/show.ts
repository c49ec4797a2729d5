import type { Section } from "./section";

/** What an id is the id of, by its first letters. */
export const thing = {
  acc: ["账户", "Account"],
  apr: ["复核单", "Approval"],
  bnd: ["绑定", "Binding"],
  ctr: ["受理协议", "Contract"],
  dlv: ["投递", "Delivery"],
  fee: ["费率规则", "Fee rule"],
  hld: ["暂缓结算", "Hold"],
  imp: ["批量导入", "Import"],
  job: ["作业", "Job"],
  key: ["接口密钥", "Key"],
  lea: ["存证", "Leaf"],
  lnk: ["通道", "Link"],
  mer: ["商户", "Merchant"],
  par: ["合作方", "Partner"],
  pay: ["交易", "Payment"],
  per: ["人员", "Person"],
  rcd: ["对账差异", "Result"],
  rcf: ["对账文件", "Daily file"],
  rcr: ["勾对", "Comparison"],
  rcy: ["对账日", "Reconciliation day"],
  rep: ["厂商报备", "Report"],
  rev: ["冲正", "Reversal"],
  rte: ["路由规则", "Route"],
  ses: ["会话", "Session"],
  stl: ["结算批次", "Settlement"],
  sln: ["结算明细", "Settlement line"],
  sto: ["门店", "Store"],
  tra: ["记账凭证", "Transfer"],
  trm: ["终端", "Terminal"],
  whk: ["回调订阅", "Subscription"],
} as const satisfies Section;

/** On which side of an account its balance stands. */
export const balance_side = {
  debit: ["借", "Dr"],
  credit: ["贷", "Cr"],
  debit_long: ["借方余额", "Debit balance"],
  credit_long: ["贷方余额", "Credit balance"],
  even: ["平", "Nil"],
} as const satisfies Section;

/** Parts of the system that do things by themselves. */
export const system_actor = {
  demo: ["演示程序", "The demonstration"],
  switch: ["交易转接", "The switch"],
  jobs: ["后台作业", "Jobs"],
  import: ["批量导入", "Import"],
  reconciliation: ["自动对账", "Reconciliation"],
  "set-up": ["初始化", "Set-up"],
} as const satisfies Section;
