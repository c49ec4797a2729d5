import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { me, problem } from "@mock/handlers";
import { server } from "@mock/node";
import * as data from "@mock/data";
import { renderAt } from "./render";
import { setWidth } from "./setup";

const api = (path: string) => `*/api/v1/${path}`;
const refused = () => problem(401, "session_missing", "sign in first");

describe("sign-in", () => {
  it("sends strangers to sign-in and back to where they wanted to go", async () => {
    let known = false;
    server.use(
      http.get(api("me"), () => (known ? HttpResponse.json(me) : refused())),
      http.post(api("sign-in"), () => {
        known = true;
        return HttpResponse.json(me);
      }),
    );
    const { router } = renderAt("/merchants?state=active");
    await screen.findByRole("heading", { name: "登录" });
    await userEvent.type(screen.getByLabelText("用户名"), "admin@network");
    await userEvent.type(screen.getByLabelText("密码"), "right password");
    await userEvent.click(screen.getByRole("button", { name: "登录" }));
    await screen.findByRole("heading", { name: "商户" });
    expect(router.state.location.search).toBe("?state=active");
  });

  it("asks for a code when the server wants one, and shows a wrong one as a problem", async () => {
    server.use(
      http.get(api("me"), refused),
      http.post(api("sign-in"), async ({ request }) => {
        const body = (await request.json()) as { code?: string };
        return body.code
          ? problem(401, "code_wrong", "that code is not right")
          : problem(401, "code_required", "a code is needed");
      }),
    );
    renderAt("/sign-in", "en");
    await userEvent.type(await screen.findByLabelText("User name"), "a");
    await userEvent.type(screen.getByLabelText("Password"), "b");
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await screen.findByRole("heading", { name: "Two-step check" });
    await userEvent.type(screen.getByLabelText("Code"), "123456");
    await userEvent.click(screen.getByRole("button", { name: "Verify and sign in" }));
    expect(await screen.findByRole("alert")).toBeInTheDocument();
  });
});

describe("navigation", () => {
  it("shows only what the person may open, and a page that says so for the rest", async () => {
    server.use(http.get(api("me"), () => HttpResponse.json({ ...me, rights: ["merchants_read"] })));
    renderAt("/jobs");
    await screen.findByText("您没有查看此页的权限");
    const navigation = screen.getByRole("navigation", { name: "主导航" });
    expect(
      within(navigation)
        .getAllByRole("link")
        .map((link) => link.textContent),
    ).toEqual(["商户", "批量导入"]);
  });

  it("changes the language of everything at once", async () => {
    renderAt("/merchants");
    await screen.findByRole("heading", { name: "商户" });
    await userEvent.click(screen.getByRole("button", { name: /切换为英文/ }));
    expect(screen.getByRole("heading", { name: "Merchants" })).toBeInTheDocument();
    expect(document.documentElement.lang).toBe("en");
  });

  it("finds a page by typing after Ctrl-K", async () => {
    const { router } = renderAt("/merchants", "en");
    await screen.findByRole("heading", { name: "Merchants" });
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(
      await screen.findByRole("combobox", { name: "Quick find" }),
      "audit{Enter}",
    );
    await waitFor(() => expect(router.state.location.pathname).toBe("/audit"));
  });
});

describe("lists", () => {
  it("keep their filters in the address and clear them", async () => {
    const { router } = renderAt("/merchants?state=suspended");
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("row")).toHaveLength(2);
    await userEvent.click(screen.getByRole("button", { name: "清除筛选" }));
    await waitFor(() => expect(router.state.location.search).toBe(""));
    await waitFor(() =>
      expect(within(screen.getByRole("table")).getAllByRole("row").length).toBe(
        data.merchants.length + 1,
      ),
    );
  });

  it("load the next page by the server's cursor", async () => {
    renderAt("/payments");
    await screen.findByText("已加载 50 条");
    await userEvent.click(screen.getByRole("button", { name: "加载更多" }));
    expect(await screen.findByText("已加载 100 条")).toBeInTheDocument();
  });

  it("are cards on the phone", async () => {
    setWidth(390);
    renderAt("/merchants");
    const cards = await screen.findByRole("list", { name: "商户" });
    expect(within(cards).getAllByRole("listitem")).toHaveLength(data.merchants.length);
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("are sorted by their heads, and say when only what is loaded is", async () => {
    renderAt("/payments", "en");
    await screen.findByText("50 loaded");
    const head = screen.getByRole("columnheader", { name: "Amount" });
    await userEvent.click(within(head).getByRole("button"));
    expect(head).toHaveAttribute("aria-sort", "ascending");
    screen.getByText("Sorted among the 50 loaded");
    const cells = within(screen.getByRole("table"))
      .getAllByRole("row")
      .slice(1)
      .map((row) => Number(row.querySelectorAll("td")[2]?.textContent?.replaceAll(",", "")));
    expect(cells).toEqual([...cells].sort((a, b) => a - b));
    await userEvent.click(within(head).getByRole("button"));
    expect(head).toHaveAttribute("aria-sort", "descending");
    await userEvent.click(within(head).getByRole("button"));
    expect(head).not.toHaveAttribute("aria-sort");
  });

  it("say what is wrong and try again", async () => {
    let broken = true;
    server.use(
      http.get(api("merchants"), () =>
        broken
          ? problem(500, "internal", "written to the log")
          : HttpResponse.json({ items: data.merchants }),
      ),
    );
    renderAt("/merchants");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("req_01kmock");
    broken = false;
    await userEvent.click(within(alert).getByRole("button", { name: "重试" }));
    expect(await screen.findByRole("table")).toBeInTheDocument();
  });
});

describe("forms", () => {
  it("put a refusal on the field that the problem names", async () => {
    const [, bank] = data.institutions;
    server.use(
      http.get(api("me"), () => HttpResponse.json({ ...me, network: false, institution: bank })),
    );
    renderAt("/terminals/new");
    const taken = data.terminals[0]?.serial ?? "";
    await userEvent.type(await screen.findByLabelText("终端序列号"), taken.toLowerCase());
    await userEvent.type(screen.getByLabelText("厂商"), "江城终端");
    await userEvent.type(screen.getByLabelText("型号"), "P2000");
    await userEvent.click(screen.getByRole("button", { name: "登记" }));
    expect(await screen.findByText(/一机一码，不能重复登记/)).toBeInTheDocument();
    expect(screen.getByLabelText("终端序列号")).toHaveAttribute("aria-invalid", "true");
  });

  it("of rules say that a second person must approve", async () => {
    renderAt("/routes");
    await userEvent.click(await screen.findByRole("button", { name: /新建规则/ }));
    expect(await screen.findByRole("note")).toHaveTextContent("需要双人复核");
  });
});

describe("a payment", () => {
  it("shows its hops, its route with reasons and its binding check", async () => {
    const payment = data.payments.find((row) => row.state === "declined");
    renderAt(`/payments/${payment?.id ?? ""}`);
    await screen.findByText("发往收单机构");
    expect(screen.getByText(/命中的卡 BIN 段最长/)).toBeInTheDocument();
    const row = screen.getByRole("row", { name: /布放地理位置/ });
    expect(row).toHaveTextContent("29.571200, 106.560020");
    expect(row).toHaveTextContent("相距 1,238 米");
    expect(within(row).getByText("不一致，已标记")).toBeInTheDocument();
    const same = screen.getByRole("row", { name: /特约商户编码/ });
    expect(within(same).getByText("一致")).toBeInTheDocument();
  });

  it("tells each try of its reversal with the answer", async () => {
    const payment = data.payments.find((row) => row.state === "reversed");
    renderAt(`/payments/${payment?.id ?? ""}`, "en");
    const story = await screen.findByRole("region", { name: "Reversals" });
    const steps = within(story).getAllByRole("listitem");
    expect(steps.map((step) => step.textContent)).toEqual([
      expect.stringContaining("98 no answer in time"),
      expect.stringMatching(/^Try 1.*no answer$/),
      expect.stringMatching(/^Try 2.*00 Approved$/),
    ]);
  });
});

describe("a terminal's keys", () => {
  const [registered] = data.terminals.filter((row) => row.state === "registered");
  const page = `/terminals/${registered?.id ?? ""}`;

  it("are handed over one component after the other, each hidden before the next", async () => {
    renderAt(page);
    expect(await screen.findByText("尚无主密钥")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "生成主密钥" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/只显示这一次/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole("button", { name: "生成主密钥" }));
    const shows = await dialog.findByRole("button", { name: /显示分量 1/ });
    expect(dialog.queryByRole("button", { name: "关闭" })).toBeNull();
    expect(dialog.getByRole("button", { name: /已记下/ })).toBeDisabled();
    await userEvent.click(shows);
    expect(dialog.getByTestId("component-1")).toHaveTextContent("0123456789ABCDEFFEDCBA9876543210");
    await userEvent.click(dialog.getByRole("button", { name: /已记下/ }));
    expect(dialog.queryByTestId("component-1")).toBeNull();
    await userEvent.click(dialog.getByRole("button", { name: /显示分量 2/ }));
    expect(dialog.getByTestId("component-2")).toHaveTextContent("10017623DCCDBA675F7E193CD3F295B8");
    await userEvent.click(dialog.getByRole("button", { name: /已记下/ }));
    expect(dialog.getByRole("status")).toHaveTextContent("B4ABA2BB");
    expect(document.body.textContent).not.toContain("FEDC");
    await userEvent.click(dialog.getByRole("button", { name: "完成" }));
    const list = await screen.findByRole("list", { name: "密钥" });
    expect(within(list).getByText("B4ABA2BB")).toBeInTheDocument();
  });

  it("are entered in components, and a mistyped one is told at its field", async () => {
    renderAt(page, "en");
    await userEvent.click(await screen.findByRole("button", { name: "Load a key" }));
    const drawer = within(await screen.findByRole("dialog"));
    const [one, two] = drawer.getAllByLabelText("Value");
    const [first, second] = drawer.getAllByLabelText("Check value of the component");
    if (!one || !two || !first || !second) throw new Error("two components are asked for");
    const paste = async (into: HTMLElement, text: string) => {
      await userEvent.click(into);
      await userEvent.paste(text);
    };
    await paste(one, "0123456789ABCDEF FEDCBA9876543210");
    await paste(first, "08D7B4");
    await paste(two, "10017623");
    await paste(second, "A1471A2D");
    await userEvent.click(drawer.getByRole("button", { name: "Load a key" }));
    await waitFor(() => expect(two).toHaveAttribute("aria-invalid", "true"));
    await paste(two, "DCCDBA675F7E193CD3F295B8");
    await userEvent.click(drawer.getByRole("button", { name: "Load a key" }));
    expect(await drawer.findByText(/Look for a mistyped digit/)).toBeInTheDocument();
    expect(second).toHaveAttribute("aria-invalid", "true");
  });
});
