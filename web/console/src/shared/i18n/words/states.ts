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
  purchase: ["消费", "Purchase"],
  void: ["消费撤销", "Void"],
  refund: ["退货", "Refund"],
  balance_query: ["余额查询", "Balance query"],
  reversal: ["冲正", "Reversal"],
} as const satisfies Section;

export const merchant_state = {
  active: ["正常", "Active"],
  suspended: ["暂停", "Suspended"],
  closed: ["已注销", "Closed"],
} as const satisfies Section;

export const merchant_kind = {
  enterprise: ["企业", "Enterprise"],
  sole_trader: ["个体工商户", "Sole trader"],
  micro: ["小微商户", "Micro merchant"],
} as const satisfies Section;

export const contract_state = {
  active: ["生效", "Active"],
  ended: ["已终止", "Ended"],
  future: ["未生效", "Not yet"],
} as const satisfies Section;

export const contract_mode = {
  joint: ["联合收单", "Joint"],
  own: ["自有收单", "Own"],
} as const satisfies Section;

export const terminal_state = {
  registered: ["已登记", "Registered"],
  bound: ["已绑定", "Bound"],
  testing: ["测试中", "Testing"],
  tested: ["已测试", "Tested"],
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
  acquirer: ["收单机构代码", "Acquirer code"],
  merchant_code: ["特约商户编码", "Merchant code"],
  merchant: ["特约商户编码", "Merchant code"],
  credit_code: ["统一社会信用代码", "Credit code"],
  settlement_account: ["收单结算账户", "Settlement account"],
  place: ["布放地理位置", "Position"],
  location: ["布放地理位置", "Position"],
  terminal_code: ["终端号", "Terminal code"],
} as const satisfies Section;

export const check_action = {
  refuse: ["拒绝交易", "Refuse"],
  flag: ["放行并标记", "Flag"],
  ignore: ["不处理", "Ignore"],
  pass: ["放行", "Pass"],
} as const satisfies Section;

export const outcome = {
  chosen: ["选中", "Chosen"],
  matched: ["符合", "Matches"],
  passed_over: ["优先级较低", "Lower priority"],
  not_matched: ["不符合", "No match"],
  rejected: ["不符合", "No match"],
  skipped: ["跳过", "Skipped"],
  link_down: ["通道不可用", "Link down"],
} as const satisfies Section;

export const hop = {
  received: ["终端报文到达", "Received from terminal"],
  decoded: ["报文解析与 MAC 校验", "Decoded, MAC checked"],
  binding: ["终端绑定核对", "Binding checked"],
  routed: ["路由选择", "Routed"],
  recorded: ["意图落库", "Intent recorded"],
  sent: ["发往收单机构", "Sent to acquirer"],
  answered: ["收单机构应答", "Acquirer answered"],
  booked: ["记账与结果落库", "Booked and recorded"],
  replied: ["应答终端", "Terminal answered"],
  reversed: ["冲正", "Reversed"],
  timed_out: ["等待超时", "Timed out"],
} as const satisfies Section;

export const route_state = {
  draft: ["待生效", "Draft"],
  active: ["生效", "Active"],
  retired: ["已停用", "Retired"],
} as const satisfies Section;

export const link_state = {
  up: ["正常", "Up"],
  connected: ["已连接", "Connected"],
  signed_on: ["已签到", "Signed on"],
  connecting: ["连接中", "Connecting"],
  degraded: ["不稳定", "Degraded"],
  down: ["中断", "Down"],
  enabled: ["启用", "Enabled"],
  active: ["启用", "Active"],
  disabled: ["停用", "Disabled"],
  unknown: ["未知", "Unknown"],
} as const satisfies Section;

export const reversal_state = {
  pending: ["待发送", "Pending"],
  waiting: ["待发送", "Waiting"],
  sending: ["发送中", "Sending"],
  acknowledged: ["已确认", "Acknowledged"],
  done: ["已确认", "Done"],
  staff: ["待人工处理", "With staff"],
  handed_over: ["待人工处理", "With staff"],
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
  suspended: ["暂停", "Suspended"],
  disabled: ["停用", "Disabled"],
  closed: ["已关闭", "Closed"],
  revoked: ["已吊销", "Revoked"],
  expired: ["已过期", "Expired"],
  paused: ["暂停", "Paused"],
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
} as const satisfies Section;

export const approval_state = {
  pending: ["待复核", "Waiting"],
  requested: ["待复核", "Waiting"],
  approved: ["已批准", "Approved"],
  rejected: ["已驳回", "Rejected"],
  expired: ["已过期", "Expired"],
} as const satisfies Section;

export const job_state = {
  ready: ["待执行", "Ready"],
  queued: ["待执行", "Queued"],
  waiting: ["待执行", "Waiting"],
  running: ["执行中", "Running"],
  done: ["已完成", "Done"],
  failed: ["失败待重试", "Failed, will retry"],
  dead: ["已停止", "Dead"],
} as const satisfies Section;

export const delivery_state = {
  pending: ["待投递", "Pending"],
  waiting: ["待投递", "Waiting"],
  delivered: ["已送达", "Delivered"],
  failed: ["失败待重试", "Failed, will retry"],
  dead: ["已放弃", "Given up"],
} as const satisfies Section;

export const account_kind = {
  merchant_payable: ["应付商户", "Merchant payable"],
  acquirer_receivable: ["应收收单机构", "Acquirer receivable"],
  clearing: ["清算", "Clearing"],
  fee_income: ["手续费收入", "Fee income"],
  suspense: ["待处理", "Suspense"],
  supervised: ["监管账户", "Supervised"],
} as const satisfies Section;

export const import_state = {
  received: ["已接收", "Received"],
  checking: ["校验中", "Checking"],
  refused: ["未导入", "Refused"],
  rejected: ["未导入", "Refused"],
  done: ["已导入", "Imported"],
} as const satisfies Section;

export const proof_state = {
  pending: ["等待入链", "Waiting for the log"],
  proven: ["可证明", "Provable"],
} as const satisfies Section;
