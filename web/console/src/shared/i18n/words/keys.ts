import type { Section } from "./section";

export const keys = {
  title: ["密钥", "Keys"],
  check_value: ["校验值", "Check value"],
  purpose: ["用途", "Purpose"],
  none: ["尚无主密钥", "No master key yet"],
  none_text: [
    "终端装入主密钥后才能签到和交易。",
    "The terminal can sign in and pay once it has a master key.",
  ],
  signed_in: ["已签到", "Signed in"],
  signed_off: ["未签到", "Not signed in"],
  sign_in_next: ["等待终端签到。", "Waiting for the terminal to sign in."],
  hint: [
    "密钥只显示校验值。工作密钥在每次签到时更换。",
    "Only check values are shown. Working keys change at every sign-in.",
  ],
  make: ["生成主密钥", "Make master key"],
  make_title: ["生成终端主密钥", "Make a terminal master key"],
  make_text: [
    "系统生成一把主密钥，分成两个分量，依次交给两位保管人装入终端。任何一个分量都看不出密钥。",
    "The system makes a master key in two components, handed to two custodians one after the other. Neither component tells anything about the key.",
  ],
  once: [
    "分量只显示这一次，系统不保留，事后无法再查。",
    "A component is shown this once. It is not kept and cannot be looked up later.",
  ],
  replaces: [
    "终端现有的主密钥随即作废，已签到的会话一秒内在全部节点结束。",
    "The present master key ends at once, and the terminal's session ends on every node within a second.",
  ],
  handing: [
    "请第 {number} 位保管人到屏幕前，其他人回避；装入终端或抄录后确认。",
    "Custodian {number} comes to the screen, the others turn away. Enter it into the terminal or write it down, then confirm.",
  ],
  show: ["显示分量 {number}", "Show component {number}"],
  noted: ["已记下，隐藏", "Noted, hide it"],
  handed: [
    "两个分量都已交出。装入后终端应显示上面的校验值；随后在终端上签到即可交易。",
    "Both components are handed over. The terminal should show the check value above once loaded; sign in on it and it may pay.",
  ],
  finish: ["完成", "Finish"],
  load: ["录入密钥", "Load a key"],
  load_title: ["录入终端主密钥", "Load a terminal master key"],
  loaded: ["主密钥已更换，终端须重新签到", "The master key is in force; the terminal must sign in"],
  link_load_title: ["录入通道密钥", "Load a link's key"],
  link_none: [
    "还没有密钥：带密码的交易无法转加密，报文无法鉴别。",
    "There are no keys yet: PINs cannot be translated and messages cannot be authenticated.",
  ],
  sheet_text: [
    "由各保管人依次录入自己的分量，录入时不显示。各分量异或后即为密钥，与收单机构或密钥管理系统的记录一致。",
    "Each custodian enters a component of his own; it is not shown. The components XORed are the key, as the acquirer or key system has it.",
  ],
  components: ["分量", "Components"],
  components_count: ["{count} 个分量", "{count} components"],
  component: ["分量 {number}", "Component {number}"],
  value: ["分量值", "Value"],
  value_rule: ["32 或 48 位十六进制数，可含空格", "32 or 48 hex digits; spaces may stay"],
  component_check_value: ["分量校验值", "Check value of the component"],
  check_value_rule: ["6 或 8 位十六进制数", "6 or 8 hex digits"],
  whole_check_value: ["整把密钥的校验值", "Check value of the whole key"],
  whole_check_value_rule: [
    "密钥函上有则填写，用于核对合成结果",
    "If the papers tell it, the result is held against it",
  ],
} as const satisfies Section;

export const key_purpose = {
  tmk: ["主密钥 TMK", "Master key (TMK)"],
  pik: ["PIN 密钥 PIK", "PIN key (PIK)"],
  mak: ["MAC 密钥 MAK", "MAC key (MAK)"],
  tdk: ["磁道密钥 TDK", "Track key (TDK)"],
  zpk: ["密码传输密钥 ZPK", "Zone PIN key (ZPK)"],
  zak: ["报文鉴别密钥 ZAK", "Zone MAC key (ZAK)"],
} as const satisfies Section;
