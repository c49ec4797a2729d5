import type { Section } from "./section";

export const payment_state = {
  received: ["已受理", "Received"],
  sent: ["已发送", "Sent"],
  approved: ["成功", "Approved"],
  declined: ["拒绝", "Declined"],
  unknown: ["结果未知", "Unknown"],
  reversal_pending: ["待冲正", "Reversal pending"],
  reversed: ["已冲正", "Reversed"],
  failed: ["失败", "Failed"],
} as const satisfies Section;

export const payment_kind = {
  sale: ["消费", "Sale"],
  void: ["消费撤销", "Void"],
  refund: ["退货", "Refund"],
  balance_query: ["余额查询", "Balance query"],
  preauth: ["预授权", "Pre-authorisation"],
  preauth_void: ["预授权撤销", "Pre-authorisation void"],
  completion: ["预授权完成", "Completion"],
  completion_void: ["预授权完成撤销", "Completion void"],
} as const satisfies Section;

export const merchant_state = {
  active: ["正常", "Active"],
  suspended: ["暂停", "Suspended"],
  closed: ["已注销", "Closed"],
} as const satisfies Section;

export const merchant_kind = {
  enterprise: ["企业", "Enterprise"],
  sole_trader: ["个体工商户", "Sole trader"],
  micro: ["小微商户", "Micro"],
} as const satisfies Section;

export const contract_state = {
  active: ["生效", "Active"],
  ended: ["已终止", "Ended"],
} as const satisfies Section;

export const contract_mode = {
  joint: ["联合收单", "Joint"],
  own: ["自有收单", "Own"],
} as const satisfies Section;

export const terminal_state = {
  registered: ["已登记", "Registered"],
  bound: ["已绑定", "Bound"],
  testing: ["测试中", "Testing"],
  active: ["在用", "Active"],
  suspended: ["暂停", "Suspended"],
  closed: ["已注销", "Closed"],
} as const satisfies Section;

export const device_type = {
  "01": ["自动柜员机", "ATM"],
  "02": ["传统 POS", "POS"],
  "03": ["mPOS", "mPOS"],
  "04": ["智能 POS", "Smart POS"],
  "05": ["II 型固定电话", "Fixed phone II"],
  "06": ["云闪付终端", "QuickPass terminal"],
  "07": ["保留", "Reserved"],
  "08": ["手机 POS", "Phone POS"],
  "09": ["刷脸付终端", "Face-pay terminal"],
  "10": ["条码受理终端", "Code acceptance terminal"],
  "11": ["条码辅助受理终端", "Code auxiliary"],
  "12": ["行业终端", "Industry terminal"],
  "13": ["MIS 终端", "MIS"],
} as const satisfies Section;

export const verdict = {
  matched: ["一致", "Matched"],
  flagged: ["不一致，已标记", "Flagged"],
  refused: ["不一致，已拒绝", "Refused"],
  unchecked: ["未核对", "Unchecked"],
} as const satisfies Section;

export const element = {
  serial: ["终端序列号", "Terminal serial"],
  acquirer_code: ["收单机构代码", "Acquirer code"],
  merchant_code: ["特约商户编码", "Merchant code"],
  terminal_code: ["终端号", "Terminal code"],
  credit_code: ["统一社会信用代码", "Credit code"],
  settlement_account: ["收单结算账户", "Settlement account"],
  place: ["布放地理位置", "Position"],
  device_type: ["终端类型", "Device type"],
} as const satisfies Section;

export const element_outcome = {
  same: ["一致", "Same"],
  flagged: ["不一致，已标记", "Differs, flagged"],
  refused: ["不一致，已拒绝", "Differs, refused"],
  ignored: ["不一致，不处理", "Differs, ignored"],
  not_sent: ["未上送", "Not sent"],
} as const satisfies Section;

export const check_action = {
  refuse: ["拒绝交易", "Refuse"],
  flag: ["放行并标记", "Flag"],
  ignore: ["不处理", "Ignore"],
  pass: ["放行", "Pass"],
} as const satisfies Section;

export const outcome = {
  chosen: ["选中", "Chosen"],
  outranked: ["优先级较低", "Outranked"],
  not_eligible: ["符合但不可用", "Not eligible"],
  not_matching: ["不符合", "No match"],
} as const satisfies Section;

export const hop = {
  received: ["终端报文到达", "Received from the terminal"],
  checked: ["报文校验与终端绑定核对", "Checked against the binding"],
  routed: ["路由选择", "Routed"],
  decided: ["判定结果", "Outcome decided"],
  intended: ["交易意图落库", "Intent made durable"],
  sent: ["发往收单机构", "Sent to the acquirer"],
  answered: ["收单机构应答", "Acquirer answered"],
  given_up: ["等待超时，放弃", "Given up waiting"],
  booked: ["结果落库并记账", "Outcome durable and booked"],
} as const satisfies Section;

export const route_state = {
  draft: ["待生效", "Draft"],
  active: ["生效", "Active"],
  retired: ["已停用", "Retired"],
} as const satisfies Section;

export const link_state = {
  up: ["正常", "Up"],
  connecting: ["连接中", "Connecting"],
  signing_on: ["签到中", "Signing on"],
  draining: ["排空中", "Draining"],
  down: ["中断", "Down"],
  none: ["无通道", "No link"],
  active: ["启用", "In use"],
  paused: ["暂停", "Paused"],
  retired: ["已停用", "Retired"],
} as const satisfies Section;

export const batch_state = {
  balanced: ["对平", "Balanced"],
  uploading: ["不平，上送中", "Unbalanced, uploading"],
  differing: ["有差异", "Differs"],
  resolved: ["已了结", "Resolved"],
} as const satisfies Section;

export const batch_difference = {
  missing_here: ["终端有，平台无", "Terminal only"],
  missing_there: ["平台有，终端无", "Platform only"],
  amount: ["金额不符", "Amounts differ"],
  card: ["卡号不符", "Cards differ"],
} as const satisfies Section;

export const reversal_state = {
  pending: ["待送达", "Pending"],
  acknowledged: ["已确认", "Acknowledged"],
  staff: ["待人工处理", "With staff"],
  resolved: ["人工了结", "Resolved"],
} as const satisfies Section;

export const institution_kind = {
  network_branch: ["网络分公司", "Network branch"],
  acquirer: ["收单机构", "Acquirer"],
  bank: ["银行", "Bank"],
  payment_institution: ["支付机构", "Payment institution"],
  system_vendor: ["系统服务商", "System vendor"],
} as const satisfies Section;

export const general_state = {
  active: ["正常", "Active"],
  suspended: ["停用", "Suspended"],
  closed: ["已关闭", "Closed"],
  retired: ["将停用", "Retired"],
  revoked: ["已吊销", "Revoked"],
  paused: ["暂停", "Paused"],
  disabled: ["已停止", "Disabled"],
} as const satisfies Section;

export const role = {
  network_admin: ["网络管理员", "Network administrator"],
  operations: ["运营", "Operations"],
  risk_officer: ["风控", "Risk officer"],
  merchant_manager: ["商户管理", "Merchant manager"],
  terminal_manager: ["终端管理", "Terminal manager"],
  auditor: ["审计", "Auditor"],
  institution_admin: ["机构管理员", "Institution administrator"],
  vendor: ["系统服务商", "Vendor"],
  till: ["收银系统", "Till"],
} as const satisfies Section;

export const approval_state = {
  pending: ["待复核", "Waiting"],
  approved: ["已批准", "Approved"],
  rejected: ["已驳回", "Rejected"],
  expired: ["已过期", "Expired"],
} as const satisfies Section;

export const job_state = {
  queued: ["待执行", "Queued"],
  running: ["执行中", "Running"],
  done: ["已完成", "Done"],
  dead: ["已停止", "Dead"],
  superseded: ["已被取代", "Superseded"],
} as const satisfies Section;

export const parked_state = {
  waiting: ["等待重试", "Waiting"],
  dead: ["已停止", "Dead"],
} as const satisfies Section;

export const delivery_state = {
  pending: ["待投递", "Pending"],
  delivered: ["已送达", "Delivered"],
  failed: ["已放弃", "Given up"],
} as const satisfies Section;

export const account_kind = {
  loss: ["差错损失", "Loss"],
  merchant_payable: ["应付商户款", "Merchant payable"],
  acquirer_receivable: ["应收收单机构款", "Acquirer receivable"],
  clearing: ["清算往来", "Clearing"],
  fee_income: ["手续费收入", "Fee income"],
  suspense: ["挂账", "Suspense"],
  supervised: ["监管账户", "Supervised"],
  bank: ["银行存款", "Bank"],
  tax_payable: ["应交税费", "Tax payable"],
  worker_payable: ["应付劳动报酬", "Worker payable"],
} as const satisfies Section;

export const import_state = {
  queued: ["排队中", "Queued"],
  running: ["处理中", "Running"],
  refused: ["未导入", "Refused"],
  done: ["已导入", "Imported"],
} as const satisfies Section;

export const proof_state = {
  pending: ["等待入链", "Waiting for the log"],
  proven: ["可证明", "Provable"],
} as const satisfies Section;

export const policy_rule = {
  serial: ["序列号不符", "Another serial is sent"],
  serial_missing: ["未上送序列号", "No serial is sent"],
  acquirer_code: ["收单机构代码不符", "Another acquirer code is sent"],
  merchant_code: ["商户编码不符", "Another merchant code is sent"],
  terminal_code: ["终端号不符", "Another terminal code is sent"],
  credit_code: ["信用代码已变更", "The credit code has changed since"],
  settlement_account: ["结算账户已变更", "The settlement account has changed since"],
  device_type: ["终端类型不符", "Another device type is sent"],
  place: ["位置超出允许距离", "Further away than allowed"],
  place_missing: ["应送位置而未送", "A position is due and not sent"],
} as const satisfies Section;

export const datum = {
  wgs84: ["WGS-84（GPS）", "WGS-84 (GPS)"],
  gcj02: ["GCJ-02（国测局）", "GCJ-02"],
  bd09: ["BD-09（百度）", "BD-09"],
} as const satisfies Section;

export const mac_profile = {
  none: ["不带 MAC", "No MAC"],
  cup_ecb: ["银联 ECB", "UnionPay ECB"],
  x9_19: ["ANSI X9.19", "ANSI X9.19"],
} as const satisfies Section;

export const route_reason = {
  longest_bin: ["命中的卡 BIN 段最长", "Longest card range of those that fit"],
  first_matching: ["没有卡段规则命中，取首个符合的规则", "First fitting rule; no card range fits"],
  default_home: ["没有规则符合，由归属机构自行收单", "No rule fits; the home institution acquires"],
  default_contract: ["没有规则符合，取最早的受理协议", "No rule fits; the oldest contract"],
  outranked: ["另一条规则在它之前被选中", "A rule before it was chosen"],
  no_contract: ["商户与该收单机构没有协议", "No contract with this acquirer"],
  contract_not_in_force: ["协议当日未生效", "The contract is not in force that day"],
  product_not_contracted: ["协议不含此产品", "The contract does not cover the product"],
  link_missing: ["收单机构没有此通道", "The acquirer has no such link"],
  link_inactive: ["通道已暂停或停用", "The link is paused or retired"],
  link_down: ["通道未连接", "The link has no connection"],
  link_broken: ["通道近期失败过多，已熔断", "The link failed too often and is left alone"],
  link_eliminated: ["通道成功率过低，冷却中", "Too few payments succeed over the link"],
  last_resort: [
    "没有规则符合，且只剩被剔除的通道可用",
    "No rule fits, and only a link that was left out can be used",
  ],
  other_target: ["选中了规则的另一目标", "Another target of the rule was chosen"],
  other_product: ["适用于其他支付方式", "For another way of paying"],
  other_brand: ["适用于其他卡品牌", "For cards of other brands"],
  other_card_class: [
    "适用于其他卡种，或卡不在 BIN 表中",
    "For another card class, or the card is in no range",
  ],
  other_kind: ["适用于其他交易类型", "For another kind of payment"],
  other_merchant: ["适用于其他商户", "For another merchant"],
  other_bin: ["适用于其他卡段", "For other cards"],
  other_mcc: ["适用于其他商户类别", "For other merchant categories"],
  amount_too_low: ["金额低于下限", "The amount is below its range"],
  amount_too_high: ["金额高于上限", "The amount is above its range"],
  other_day: ["适用于其他日期", "For other days"],
  other_time: ["适用于其他时段", "For other hours"],
} as const satisfies Section;

export const try_outcome = {
  running: ["执行中", "Running"],
  done: ["完成", "Done"],
  failed: ["失败", "Failed"],
  lost: ["节点失联", "Lost"],
} as const satisfies Section;

export const transfer_kind = {
  single: ["直接记账", "Posted at once"],
  pending: ["预留", "Reserved"],
  post: ["确认", "Reserve posted"],
  void: ["撤销预留", "Reserve voided"],
  expire: ["预留过期", "Reserve expired"],
} as const satisfies Section;
