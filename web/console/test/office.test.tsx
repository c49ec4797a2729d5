import { fireEvent, screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import * as data from "@mock/data";
import { server } from "@mock/node";
import { renderAt } from "./render";

const api = (path: string) => `*/api/v1/${path}`;

describe("jobs", () => {
  const asked: string[] = [];
  const answer = () =>
    server.use(
      http.get(api("jobs"), ({ request }) => {
        asked.push(new URL(request.url).search);
        return HttpResponse.json({ items: data.jobs, next: null });
      }),
      http.get(api("events/parked"), () => HttpResponse.json({ items: [], next: null })),
    );

  it("leave out the clock's routine unless it is asked for", async () => {
    answer();
    const { unmount } = renderAt("/jobs");
    await screen.findByRole("table");
    expect(asked.pop()).toContain("routine=false");
    unmount();
    renderAt("/jobs?routine=all");
    await screen.findByRole("table");
    expect(asked.pop()).not.toContain("routine");
  });
});

describe("events that were not taken", () => {
  const dead = {
    institution_id: 2,
    subscriber: "webhooks",
    position: 7,
    event_id: "evt_1",
    aggregate: "pay_1",
    state: "dead",
    tries: 10,
    due_at: "2026-11-22T00:00:00Z",
    error: "the handler panicked",
    parked_at: "2026-11-22T00:00:00Z",
  };

  it("are listed and given again", async () => {
    const given: string[] = [];
    server.use(
      http.get(api("jobs"), () => HttpResponse.json({ items: [], next: null })),
      http.get(api("events/parked"), () => HttpResponse.json({ items: [dead], next: null })),
      http.post(api("events/parked/:institution/:subscriber/:position/rerun"), ({ params }) => {
        given.push(`${params.institution}/${params.subscriber}/${params.position}`);
        return HttpResponse.json({ ...dead, state: "waiting" });
      }),
    );
    renderAt("/jobs", "en");
    expect(await screen.findByText("the handler panicked")).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Give again" }));
    await waitFor(() => expect(given).toEqual(["2/webhooks/7"]));
  });
});

describe("an import", () => {
  const faulty = {
    id: "imp_faulty",
    institution_id: 2,
    kind: "merchants",
    file_name: "merchants.csv",
    format: "csv",
    dry_run: false,
    state: "refused",
    rows_total: 9,
    rows_done: 0,
    requested_by: "per_1",
    requested_name: "刘洋",
    created_at: "2026-11-22T00:00:00Z",
    errors_total: 1,
    errors: [
      {
        row: 4,
        column: "credit_code",
        rule: "the check character is `A`, it should be `Q`",
        code: "uscc_check",
        params: { found: "A", expected: "Q" },
        value: "91110108551385082A",
      },
    ],
  };

  it.each([
    ["zh", "信用代码末位应为 Q，现为 A"],
    ["en", "The check character is A, it should be Q"],
  ] as const)("says the fault of a row in %s", async (language, text) => {
    server.use(http.get(api("imports/:id"), () => HttpResponse.json(faulty)));
    renderAt("/imports/imp_faulty", language);
    expect(await screen.findByText(text)).toBeInTheDocument();
  });
});
