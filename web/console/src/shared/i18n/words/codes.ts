import type { Section } from "./section";

/** Codes that merchants show. */
export const codes = {
  title: ["收款码", "Payment codes"],
  lead: [
    "收银台上的动态码与张贴的静态码牌。付款人扫码后在自己的钱包中确认。",
    "Codes on tills and boards. Whoever scans one confirms in his own wallet.",
  ],
  make: ["制作码牌", "Make a board"],
  find: ["名称、订单号或码号", "Name, order or digits"],
  merchant: ["商户", "Merchant"],
  name: ["名称", "Name"],
  name_example: ["如：一号收银台", "Such as: till no. 1"],
  any_amount: ["付款人输入", "Entered by the payer"],
  paid: ["已付笔数", "Payments"],
  empty: ["没有收款码", "There are no codes"],
  empty_text: [
    "制作码牌后打印张贴；收银系统按单生成的动态码也列在这里。",
    "Make a board and put it up. Codes that tills make for orders appear here as well.",
  ],
  terminal: ["码牌终端", "The board's terminal"],
  terminal_rule: [
    "码牌须先作为条码辅助受理终端（类型 11）登记并启用。",
    "A board is registered first, as a terminal of device type 11, and active.",
  ],
  choose_terminal: [
    "输入序列号、商户或终端号查找",
    "Find by serial number, merchant or terminal number",
  ],
  no_terminal: ["没有找到可用的码牌终端", "No such terminal"],
  amount_max: ["单笔上限", "Most of one payment"],
  day_max: ["日累计上限", "Most of a day"],
  no_limit: ["不限", "No limit"],
  listed: [
    "列入远程收款白名单（仅小微商户）",
    "On the white list for payments from afar (micro merchants)",
  ],
  listed_rule: [
    "小微商户的静态码默认只能当面付款；例外须写明准入条件、期限、次数与限额（银发〔2021〕259号）。",
    "A micro merchant's board is paid face to face; exceptions state criterion, term, number and limits (notice 259 of 2021).",
  ],
  reason: ["准入条件", "Criterion"],
  expires: ["有效期至", "Valid until"],
  uses_max: ["可付次数", "Payments at most"],
  where: ["付款位置", "Paid from"],
  face_to_face: ["仅限当面", "Face to face only"],
  anywhere: ["不限", "Anywhere"],
  sheet: ["打印稿", "Sheet"],
  facts: ["信息", "Facts"],
  qr: ["{name} 的收款二维码", "QR code of {name}"],
  scan_to_pay: ["扫码付款", "Scan to pay"],
  print: ["打印 / 存为 PDF", "Print / save as PDF"],
  page: ["付款页", "Payers' page"],
  address: ["二维码内容", "Text of the code"],
  emvco: ["EMVCo 内容", "EMVCo text"],
  close: ["关闭", "Close"],
  close_title: ["关闭此收款码？", "Close this code?"],
  close_text: [
    "关闭后无法再付款，也不能恢复；已付款项不受影响。",
    "Nobody can pay it any more, for good. What was paid stays paid.",
  ],
} as const satisfies Section;

export const code_kind = {
  board: ["静态码牌", "Board"],
  dynamic: ["动态码", "Dynamic"],
} as const satisfies Section;

export const code_state = {
  open: ["可付款", "Open"],
  busy: ["付款中", "Being paid"],
  paid: ["已付款", "Paid"],
  expired: ["已过期", "Expired"],
  closed: ["已关闭", "Closed"],
} as const satisfies Section;
