import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { server } from "@mock/node";
import { renderAt } from "./render";

const api = (path: string) => `*/api/v1/${path}`;
const page = (items: unknown[]) => HttpResponse.json({ items, next: null });
const merchant = "mer_01jdm3g5k2e8tb4a0w7z9c6v1x";

const fees = {
  merchant_fee_fen: 540,
  issuer_fee_fen: 315,
  network_fee_fen: 30,
  acquirer_fee_fen: 195,
};
const day = {
  institution_id: 2,
  business_date: "2026-11-24",
  state: "cut",
  payments: 2,
  reversals: 0,
  amount_fen: 90_000,
  ...fees,
  unknown_cards: 0,
  below_cost: 0,
  open_payments: 1,
  open_fen: 7_000,
  cut_at: "2026-11-24T15:03:00Z",
  booked_at: "2026-11-24T15:03:01Z",
  changed_at: "2026-11-24T15:03:01Z",
};
const sum = { acquirer_id: 2, lines: 2, amount_fen: 90_000, ...fees };
const line = {
  institution_id: 2,
  business_date: "2026-11-24",
  id: "trf_1",
  booking: "payment",
  payment_id: "pay_1",
  kind: "refund",
  acquirer_id: 2,
  merchant_id: merchant,
  merchant_code: "002653058120001",
  acquirer_merchant_code: "898500000000001",
  terminal_code: "00000001",
  card_mask: "622202******0001",
  card_class: "debit",
  amount_fen: -10_000,
  ...fees,
  at: "2026-11-24T04:00:00Z",
};

describe("a business day", () => {
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    server.use(
      http.get(api("clearing/days"), () => page([day])),
      http.get(api("clearing/sums/acquirers"), () => HttpResponse.json([{ ...sum, merchants: 1 }])),
      http.get(api("clearing/sums"), () =>
        page([{ ...sum, institution_id: 2, merchant_id: merchant, merchant_code: "M1" }]),
      ),
      http.get(api("clearing/items"), ({ request }) => {
        asked.push(new URL(request.url).search);
        return page([line]);
      }),
    );
  });

  it("is opened from the list and shows what it comes to by acquirer", async () => {
    const { router } = renderAt("/clearing/days", "en");
    fireEvent.click(await screen.findByRole("link", { name: "2026-11-24" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/clearing/days/2/2026-11-24"));
    const table = await screen.findByRole("table", { name: "By acquirer" });
    expect(within(table).getByText("900.00")).toBeInTheDocument();
    expect(screen.getByText("Open amount").nextSibling).toHaveTextContent("70.00");
  });

  it("lists its lines as filtered and offers them as files", async () => {
    renderAt("/clearing/days/2/2026-11-24?tab=lines&kind=refund", "en");
    expect(await screen.findByText("002653058120001 00000001")).toBeInTheDocument();
    expect(asked[0]).toContain("kind=refund");
    expect(asked[0]).toContain("business_date=2026-11-24");
    fireEvent.click(screen.getByRole("button", { name: "Export" }));
    const file = await screen.findByRole("link", { name: /Excel|XLSX/ });
    const href = file.getAttribute("href") ?? "";
    expect(href).toContain("clearing/items/export?format=xlsx");
    expect(href).toContain("institution_id=2");
    expect(href).toContain("kind=refund");
    // The tab stays when the filters go.
    fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(asked.at(-1)).not.toContain("kind="));
    expect(screen.getByText("002653058120001 00000001")).toBeInTheDocument();
  });
});

describe("card ranges", () => {
  it("are searched for at the server", async () => {
    const asked: string[] = [];
    server.use(
      http.get(api("clearing/card-bins"), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get("q") ?? "");
        return page([
          {
            low: "622202",
            high: "622202",
            from_day: "2026-11-24",
            card_class: "debit",
            issuer: "示例银行",
            added_by: "per_1",
            added_at: "2026-11-24T00:00:00Z",
          },
        ]);
      }),
    );
    renderAt("/card-bins?q=6222", "en");
    expect(await screen.findByText("示例银行")).toBeInTheDocument();
    expect(asked).toContain("6222");
  });
});

describe("an acquirer's cut-off", () => {
  it("is asked for from a day on", async () => {
    const sent: unknown[] = [];
    const set = { institution_id: 2, from_day: "2026-12-01", cut_off: "02:00" };
    const told = {
      ...set,
      requested_by: "per_1",
      approved_by: "per_2",
      at: "2026-11-24T00:00:00Z",
    };
    const acquirer = {
      institution_id: 2,
      code: "48026530",
      name: "山城银行股份有限公司",
      short_name: "山城银行",
      kind: "bank",
      state: "active",
      links: [],
      cut_off: "23:00",
      cut_offs: [told],
    };
    server.use(
      http.get(api("acquirers/:id"), () => HttpResponse.json(acquirer)),
      http.get(api("links"), () => page([])),
      http.post(api("acquirers/:id/cut-offs"), async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ approval: "apr_1" }, { status: 202 });
      }),
    );
    renderAt("/acquirers/2", "en");
    expect(await screen.findByText("Ends at")).toBeInTheDocument();
    expect(screen.getByText("2026-12-01")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Change it" }));
    const from = await screen.findByLabelText("From business day");
    fireEvent.mouseDown(from);
    fireEvent.change(from, { target: { value: "2026-12-08" } });
    fireEvent.keyDown(from, { key: "Enter", code: "Enter", keyCode: 13 });
    fireEvent.click(screen.getByRole("button", { name: "Send for approval" }));
    await waitFor(() => expect(sent).toEqual([{ from_day: "2026-12-08", cut_off: "23:00" }]));
  });
});
