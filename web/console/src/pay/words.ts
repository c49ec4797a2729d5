/** What the payer reads: Chinese, English. */
export const words = {
  title: ["付款", "Pay"],
  pay_to: ["付款给", "Pay to"],
  amount: ["金额（元）", "Amount (yuan)"],
  amount_bad: ["请输入金额，最多两位小数", "Enter an amount with at most two decimals"],
  amount_most: ["本码单笔最多 {most} 元", "This code takes at most {most} yuan"],
  pay: ["去付款", "Pay"],
  retry: ["重新付款", "Try again"],
  reload: ["刷新", "Reload"],
  wallet: ["将跳转到您的钱包确认", "Your wallet will ask you to confirm"],
  until: ["请在 {time} 前付款", "Pay before {time}"],
  place_why: [
    "此码仅限当面付款，需要您的位置",
    "This code is paid face to face: your position is needed",
  ],
  place_refused: [
    "没有取得位置，无法当面付款。请允许定位后重试。",
    "Without your position this code cannot be paid. Allow it and try again.",
  ],
  loading: ["正在读取…", "Reading…"],
  paying: ["正在付款，请勿关闭页面…", "Paying. Keep this page open…"],
  unknown: ["结果确认中，请稍候…", "The result is being confirmed…"],
  unknown_long: [
    "暂时无法确认结果。请勿重复付款，请向商户核实。",
    "The result cannot be confirmed yet. Do not pay again; ask the shop.",
  ],
  approved: ["付款成功", "Paid"],
  declined: ["付款未成功", "Not paid"],
  cancelled: ["您已取消付款", "You have cancelled"],
  reference: ["参考号", "Reference"],
  missing: ["此码无效，请向商户确认", "This code is not valid. Ask the shop"],
  closed: ["此码已关闭", "This code is closed"],
  expired: ["此码已过期，请商户重新出码", "This code has expired. Ask for a new one"],
  paid: ["此单已付款", "This order is paid"],
  busy: ["有人正在付款，请稍后再试", "Somebody is paying. Try again shortly"],
  day_limit: ["商户今日收款已达上限", "The shop takes no more with this code today"],
  afar: ["您不在商户门店附近，不能付款", "You are too far from the shop to pay"],
  trouble: ["暂时不可用，请稍后重试", "Not available just now. Try again shortly"],
} satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof words;

const chinese = navigator.language.toLowerCase().startsWith("zh") || navigator.language === "";

export const say = (word: Word, values: Record<string, string> = {}): string =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, value),
    words[word][chinese ? 0 : 1] as string,
  );

/** Problem codes of the server that have words of their own. */
export const ofProblem: Record<string, Word> = {
  code_missing: "missing",
  code_closed: "closed",
  code_expired: "expired",
  code_paid: "paid",
  code_busy: "busy",
  code_day_limit: "day_limit",
  code_afar: "afar",
};

export const language = chinese ? "zh-CN" : "en";
