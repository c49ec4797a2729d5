import type { Section } from "./section";

export const sandbox = {
  title: ["沙箱", "Sandbox"],
  lead: [
    "收银系统对接用的试验环境：独立的商户、终端与密钥，不动真钱。",
    "Where tills are integrated: a merchant, a till and keys of its own, and no real money.",
  ],
  none: ["还没有沙箱", "There is no sandbox yet"],
  none_text: [
    "开通即得测试商户、门店、终端与一对密钥，随时可以收第一笔。",
    "Opening it gives you a test merchant, a store, a till and a pair of keys: all that a first payment needs.",
  ],
  open: ["开通沙箱", "Open the sandbox"],
  new_key: ["新密钥", "New key"],
  key_made: ["密钥已生成", "A key was made"],
  key_title: ["保存密钥", "Save your key"],
  key_text: [
    "私钥只在此显示一次，平台不保存。存为 sandbox.json，Python 与 TypeScript 客户端可直接读取。最多 5 把有效，再取新密钥时最早的一把作废。",
    "The private key is shown once and kept nowhere. As sandbox.json, the Python and TypeScript clients read it. Five are good at a time; a further one takes the oldest one's place.",
  ],
  key_id: ["密钥编号", "Key id"],
  private_key: ["私钥", "Private key"],
  save: ["下载 sandbox.json", "Save sandbox.json"],
  till: ["测试终端", "The till"],
  terminal_id: ["终端编号", "terminal_id"],
  serial: ["序列号", "serial"],
  terminal_code: ["终端号", "Terminal number"],
  merchant_id: ["商户编号", "merchant_id"],
  merchant_code: ["商户号", "Merchant number"],
  opened_at: ["开通时间", "Opened"],
  tests: ["测试码与金额", "Codes and amounts"],
  codes: ["测试付款码", "Codes to scan"],
  codes_text: [
    "用扫码枪扫描，或复制数字填入 code。可反复使用。",
    "Scan one, or copy its digits into `code`. They may be used again and again.",
  ],
  amounts: ["测试金额", "Test amounts"],
  amount: ["金额尾数", "Ends in"],
  asked: ["交易", "Request"],
  then: ["主机应答", "The host"],
  amounts_text: [
    "按金额的角分决定应答，例如 12.51 元。其他金额都成功。",
    "The last two digits of the amount decide, as in 12.51. Every other amount is approved.",
  ],
  requests: ["接口请求", "Requests"],
  requests_empty: ["最近 7 天没有请求", "Nothing was asked in the last seven days"],
  requests_empty_text: [
    "用沙箱密钥签名的请求会出现在这里，验签失败的也在内。",
    "Requests signed with a key of the sandbox show up here, those with a wrong signature too.",
  ],
  request: ["请求", "Request"],
  search: ["地址、请求号、幂等键或错误码", "Address, request id, idempotency key or code"],
  outcome: ["结果", "Outcome"],
  outcome_problem: ["被拒", "Refused"],
  outcome_good: ["成功", "Good"],
  status: ["状态码", "Status"],
  problem: ["错误码", "Problem"],
  signature: ["验签", "Signature"],
  idempotency: ["幂等", "Idempotency"],
  first: ["首次", "First time"],
  first_again: ["重放首次应答", "First answer again"],
  idempotency_key: ["幂等键", "Idempotency key"],
  duration: ["耗时", "Duration"],
  request_id: ["请求号", "Request id"],
  query: ["查询参数", "Query"],
  replay: ["再发一次", "Send again"],
  replay_same: ["原幂等键重发", "Again, same key"],
  replay_new: ["新幂等键重发", "Again, new key"],
  replay_done: ["已重发，这是新的应答", "Sent again; this is the new answer"],
  replay_of: ["重发自", "Sent again from"],
  first_one: ["原请求", "the first request"],
  base: ["平台计算的签名原文", "Signature base, as we made it"],
  base_text: [
    "与您的签名原文逐行比较，不同的那一行就是原因。",
    "Compare it with yours line by line: the line that differs is the reason.",
  ],
  input: ["收到的 Signature-Input", "Signature-Input, as it came"],
  request_body: ["请求内容（已脱敏）", "Request body, masked"],
  response_body: ["应答内容（已脱敏）", "Response body, masked"],
  body_none: ["（无内容）", "(empty)"],
} as const satisfies Section;

export const sandbox_signature = {
  good: ["通过", "Good"],
  refused: ["未通过", "Refused"],
  console: ["控制台重发", "From the console"],
} as const satisfies Section;

export const sandbox_wallet = {
  unionpay: ["云闪付", "UnionPay"],
  wechat: ["微信支付", "WeChat Pay"],
  alipay: ["支付宝", "Alipay"],
} as const satisfies Section;

export const sandbox_deed = {
  silent: ["已扣款但不应答，随后自动冲正", "Books it and never answers: it is reversed"],
  late: ["超时后才应答，随后自动冲正", "Answers after the time-out: it is reversed"],
} as const satisfies Section;
