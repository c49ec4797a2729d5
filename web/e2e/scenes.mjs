import { settled } from "./browser.mjs";

const button = (page, name) => page.getByRole("button", { name }).first();
const press = (name) => (page) => button(page, name).click();
const save = /^(保存|提交复核|Save|Send for approval)$/;

/** Presses one button after another. */
const steps =
  (...acts) =>
  async (page) => {
    for (const act of acts) await act(page);
  };

/** What lies behind a button of a page: forms, questions, menus, refusals. */
export const SCENES = [
  { name: "filters", path: "payments", phone: true, act: press(/^(筛选|Filters)$/) },
  { name: "navigation", path: "payments", phone: true, act: press(/打开导航|Open navigation/) },
  { name: "export", path: "payments", act: press(/^(导出|Export)$/) },
  {
    name: "nothing",
    path: "payments?q=nothing-is-called-so",
    act: (page) => page.getByText(/没有符合筛选条件|Nothing matches/).waitFor(),
  },
  { name: "lost", path: "no/such/page", act: () => undefined },
  { name: "missing", path: "payments/pay_01m88dxb78ecw8ayqt9twr7d66", act: () => undefined },
  { name: "denied", path: "people", act: () => undefined },
  { name: "merchant-new", path: "merchants", act: press(/新建商户|New merchant/) },
  {
    name: "merchant-refused",
    path: "merchants",
    act: steps(press(/新建商户|New merchant/), press(save)),
  },
  { name: "route-new", path: "routes", act: press(/新建规则|New rule/) },
  { name: "route-remove", path: "routes", act: press(/^(删除|Delete)$/) },
  { name: "dry-run", path: "routes", act: press(/^(试算|Dry run)$/) },
  {
    name: "person",
    path: "payments",
    act: (page) => page.getByRole("button", { name: /我的账户|My account/ }).click(),
  },
  { name: "find", path: "payments", act: press(/快速前往|Quick find/) },
];

/** Opens a scene and waits for what it shows. */
export async function play(page, { path, act }) {
  await page.goto(`/${path}`);
  await settled(page);
  await act(page);
  await page
    .locator(".ant-drawer-open, .ant-modal, .ant-dropdown")
    .first()
    .waitFor({ timeout: 1500 })
    .catch(() => undefined);
}
