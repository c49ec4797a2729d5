import { choose, settled, signIn } from "./browser.mjs";
import { open } from "./pages.mjs";

const button = (page, name) => page.locator("main").getByRole("button", { name }).first();
const press = (name) => (page) => button(page, name).click();
const save = /^(保存|提交复核|录入密钥|Save|Send for approval|Load a key)$/;
const send = (page) => page.getByRole("dialog").getByRole("button", { name: save }).click();
const tab = (name) => (page) => page.getByRole("tab", { name }).click();
const into = (label, text) => (page) => page.getByLabel(label, { exact: true }).last().fill(text);

/** Presses one button after another. */
const steps =
  (...acts) =>
  async (page) => {
    for (const act of acts) await act(page);
  };

/** A sandbox that was not used has no request to open; the story of the sandbox looks at one. */
const firstRequest = async (page) => {
  const link = page.locator('main a[href^="/sandbox/requests/"]').first();
  if ((await link.count()) > 0) await link.click();
};

/** Sends a file to the page and waits for the page of it. */
const sendFile = (name, lines, then) => async (page) => {
  const buffer = Buffer.from(`${lines.join("\n")}\n`);
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.waitForURL(then);
  await settled(page);
};

const register = async (page) => {
  const serial = `SHOT${Date.now().toString(36).toUpperCase()}`;
  await into(/^(终端序列号|Serial)$/, serial)(page);
  await into(/^(厂商|Maker)$/, "江城终端")(page);
  await into(/^(型号|Model)$/, "P2000")(page);
  await press(/^(登记|Register)$/)(page);
  await page.getByRole("button", { name: /^(绑定|Bind)$/ }).waitFor();
};
const bind = async (page) => {
  for (const label of [/^(商户|Merchant)$/, /^(布放门店|Store)$/, /^(收单机构|Acquirer)$/])
    await choose(page, label);
  await press(/^(绑定|Bind)$/)(page);
  await page.getByRole("button", { name: /^(生成主密钥|Make master key)$/ }).waitFor();
};
const make = async (page) => {
  await press(/^(生成主密钥|Make master key)$/)(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^(生成主密钥|Make master key)$/ }).click();
  await dialog.getByRole("button", { name: /(显示分量|Show component) 1$/ }).waitFor();
};
const reveal = (number) => (page) =>
  page.getByRole("button", { name: new RegExp(`(显示分量|Show component) ${number}$`) }).click();
const noted = (page) =>
  page.getByRole("button", { name: /(已记下，隐藏|Noted, hide it)$/ }).click();

const TERMINAL_HEAD =
  "serial,device_type,maker,model,merchant_code,store_code,acquirer_code,terminal_code";
const bank = "ops@shancheng";
const network = "ops@network";
const vendor = "vendor@cloudbridge";
const loadKey = press(/^(录入密钥|Load a key)$/);

/** What lies behind a button of a page: forms, questions, menus, refusals. */
export const SCENES = [
  { name: "filters", path: "payments", phone: true, act: press(/^(筛选|Filters)$/) },
  {
    name: "navigation",
    path: "payments",
    phone: true,
    act: (page) => page.getByRole("button", { name: /打开导航|Open navigation/ }).click(),
  },
  { name: "export", path: "payments", who: network, act: press(/(导出|Export)$/) },
  {
    name: "nothing",
    path: "payments?q=nothing-is-called-so",
    act: (page) => page.getByText(/没有符合筛选条件|Nothing matches/).waitFor(),
  },
  { name: "lost", path: "no/such/page", act: () => undefined },
  { name: "missing", path: "payments/pay_01m88dxb78ecw8ayqt9twr7d66", act: () => undefined },
  { name: "denied", path: "people", who: network, act: () => undefined },
  { name: "merchant-new", path: "merchants", who: bank, act: press(/新建商户|New merchant/) },
  {
    name: "merchant-refused",
    path: "merchants",
    who: bank,
    act: steps(press(/新建商户|New merchant/), send),
  },
  {
    name: "merchant-contracts",
    path: "merchants/:id",
    who: bank,
    act: tab(/^(受理协议|Contracts)/),
  },
  {
    name: "merchant-terminals",
    path: "merchants/:id",
    who: bank,
    act: tab(/^(终端|Terminals)/),
  },
  { name: "merchant-history", path: "merchants/:id", who: bank, act: tab(/^(变更历史|History)/) },
  {
    name: "terminal-double",
    path: "terminals/new",
    who: bank,
    act: steps(
      into(/^(终端序列号|Serial)$/, "SCDEMO00000002"),
      into(/^(厂商|Maker)$/, "江城终端"),
      into(/^(型号|Model)$/, "P2000"),
      press(/^(登记|Register)$/),
      (page) => page.getByText(/一机一码|one serial, one terminal/).waitFor(),
    ),
  },
  { name: "terminal-bind", path: "terminals/new", who: bank, act: register },
  { name: "terminal-try", path: "terminals/new", who: bank, act: steps(register, bind) },
  {
    name: "key-make",
    path: "terminals/new",
    who: bank,
    act: steps(register, bind, press(/^(生成主密钥|Make master key)$/)),
  },
  {
    name: "key-component",
    path: "terminals/new",
    who: bank,
    act: steps(register, bind, make, reveal(1)),
  },
  {
    name: "key-handed",
    path: "terminals/new",
    who: bank,
    act: steps(register, bind, make, reveal(1), noted, reveal(2), noted),
  },
  { name: "key-load", path: "terminals/:id", who: bank, act: loadKey },
  {
    name: "key-refused",
    path: "acquirers/:id",
    who: bank,
    act: async (page) => {
      await loadKey(page);
      const values = page.getByRole("dialog").getByLabel(/^(分量值|Value)$/);
      const checks = page.getByLabel(/^(分量校验值|Check value of the component)$/);
      for (const [index, digit] of ["1", "2"].entries()) {
        await values.nth(index).fill(`${digit}3`.repeat(16));
        await checks.nth(index).fill("123456");
      }
      await send(page);
    },
  },
  { name: "link-new", path: "acquirers/:id", who: bank, act: press(/^(新建通道|New link)$/) },
  { name: "policy", path: "acquirers/:id", who: bank, act: press(/^(修改策略|Change policy)$/) },
  {
    name: "import-refused",
    path: "imports",
    who: bank,
    act: steps(
      (page) =>
        page
          .locator("main")
          .getByText(/^(终端|Terminals)$/)
          .first()
          .click(),
      sendFile(
        "terminals.csv",
        [TERMINAL_HEAD, "SHORT,04,江城终端,P1,,,,", "SN20260001,99,江城终端,P1,,,,"],
        /\/imports\/imp_/,
      ),
    ),
  },
  {
    name: "report",
    path: "makers-reports",
    who: vendor,
    act: async (page) => {
      const lines = [
        "serial,maker,model,device_type,acquirer_code,reported_at",
        "SCDEMO00000001,江城终端,P9,04,48026530,2026-11-22",
        "AA20260001,江城终端,P1,04,48026530,2026-11-22",
      ];
      const file = { name: "report.csv", mimeType: "text/csv" };
      await page
        .locator("input[type=file]")
        .setInputFiles({ ...file, buffer: Buffer.from(`${lines.join("\n")}\n`) });
    },
  },
  {
    name: "sandbox-key",
    path: "sandbox",
    who: vendor,
    act: async (page) => {
      await press(/^(开通沙箱|Open the sandbox|新密钥|New key)$/)(page);
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "sandbox", path: "sandbox", who: vendor, act: () => undefined },
  {
    name: "sandbox-tests",
    path: "sandbox",
    who: vendor,
    act: tab(/^(测试码与金额|Codes and amounts)$/),
  },
  {
    name: "sandbox-refused",
    path: "sandbox?signature=refused",
    who: vendor,
    act: firstRequest,
  },
  {
    name: "sandbox-request",
    path: "sandbox",
    who: vendor,
    act: firstRequest,
  },
  { name: "report-open", path: "makers-reports/:id", who: network, act: () => undefined },
  { name: "route-new", path: "routes", who: network, act: press(/新建规则|New rule/) },
  { name: "route-remove", path: "routes", who: network, act: press(/^(删除|Delete)$/) },
  { name: "dry-run", path: "routes", who: network, act: press(/^(试算|Dry run)$/) },
  {
    name: "dry-run-told",
    path: "routes",
    who: network,
    act: async (page) => {
      await press(/^(试算|Dry run)$/)(page);
      await choose(page, /^(商户|Merchant)$/);
      await into(/^(卡 BIN|Card BIN)$/, "622848")(page);
      await into(/^(金额|Amount)/, "12.50")(page);
      const run = page.getByRole("dialog").getByRole("button", { name: /^(试算|运行|Run)$/ });
      await run.click();
    },
  },
  { name: "day-merchants", path: "clearing/days/:id", act: tab(/^(按商户|By merchant)$/) },
  { name: "day-lines", path: "clearing/days/:id", act: tab(/^(清算明细|Lines)$/) },
  { name: "cut", path: "clearing/days", who: network, act: press(/^(日切|Cut)$/) },
  {
    name: "settlement-make",
    path: "settlements",
    who: network,
    act: press(/^(生成批次|Make a batch)$/),
  },
  { name: "hold", path: "holds", who: network, act: press(/^(暂缓结算|Hold)$/) },
  { name: "hold-release", path: "holds", who: network, act: press(/^(解除|Release)$/) },
  {
    name: "statement-shown",
    path: "settlements/:id",
    act: async (page) => {
      const code = await page
        .locator("main .mono", { hasText: /^\d{15}$/ })
        .first()
        .innerText();
      await page.goto("/statement");
      await choose(page, /^(选择商户|Choose a merchant)$/, code, code);
      await settled(page);
    },
  },
  { name: "fee-new", path: "fee-rules", who: bank, act: press(/^(新建费率|New fee rule)$/) },
  { name: "fee-preview", path: "fee-rules", who: bank, act: press(/^(试算手续费|Preview)$/) },
  { name: "cut-off", path: "acquirers/:id", who: bank, act: press(/^(修改日切时间|Change it)$/) },
  {
    name: "accept-theirs",
    path: "reconciliation/results/:id",
    who: network,
    act: press(/^(认对方|Accept theirs)$/),
  },
  { name: "reversal", path: "reversals", who: network, act: () => undefined },
  { name: "institution-new", path: "institutions", act: press(/^(新建机构|New institution)$/) },
  { name: "person-new", path: "people", act: press(/^(新建人员|新增人员|New person)$/) },
  { name: "partner-new", path: "partners", act: press(/^(新建合作方|New partner)$/) },
  { name: "webhook-new", path: "webhooks", act: press(/^(新建订阅|New subscription)$/) },
  {
    name: "person",
    path: "payments",
    act: (page) => page.getByRole("button", { name: /我的账户|My account/ }).click(),
  },
  {
    name: "find",
    path: "payments",
    act: (page) => page.getByRole("button", { name: /快速前往|Quick find/ }).click(),
  },
];

/** Opens a scene, by whoever may see it, and waits for what it shows. */
export async function play(page, { path, act }) {
  if (!(await open(page, path))) throw new Error("no row to open");
  await act(page);
  await page
    .locator(".ant-drawer-open, .ant-modal, .ant-dropdown")
    .first()
    .waitFor({ timeout: 1500 })
    .catch(() => undefined);
}

/** Signs somebody else in, in the same window. */
export async function become(page, login) {
  await page.context().clearCookies();
  await signIn(page, login);
}
