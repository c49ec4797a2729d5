import { describe, expect, it } from "vitest";
import * as f from "@/shared/format";
import { rangesFrom } from "@/panorama/routes/conditions";
import { safeBack } from "@/identity/sign-in/sign-in";
import { changes } from "@/shared/show/show";
import { spansOf } from "@/panorama/payments/time-line";

describe("amounts", () => {
  it("are exact in yuan", () => {
    expect(f.yuan(0)).toBe("0.00");
    expect(f.yuan(7)).toBe("0.07");
    expect(f.yuan(123_456_789)).toBe("1,234,567.89");
    expect(f.yuan(-100)).toBe("-1.00");
    expect(f.yuan(9_007_199_254_740_991)).toBe("90,071,992,547,409.91");
  });

  it("are read back as they are written, and nothing else is", () => {
    for (const fen of [0, 1, 10, 99, 100, 123_456, 99_999_999_999]) {
      expect(f.fenFrom(f.yuan(fen))).toBe(fen);
    }
    expect(f.fenFrom("12.5")).toBe(1250);
    for (const bad of ["", "-1", "1.234", "abc", "1e5", "."])
      expect(f.fenFrom(bad)).toBeUndefined();
  });
});

describe("positions", () => {
  it("keep six decimals without floating error", () => {
    expect(f.degrees(29_563_010)).toBe("29.563010");
    expect(f.degrees(-500_000)).toBe("-0.500000");
    expect(f.degreesFrom("29.56301", 90)).toBe(29_563_010);
    expect(f.degreesFrom("-0.5", 90)).toBe(-500_000);
    expect(f.degreesFrom("91", 90)).toBeUndefined();
    expect(f.degreesFrom("29.5630101", 90)).toBeUndefined();
  });
});

describe("times", () => {
  it("leave out the day only when it is today", () => {
    const now = new Date("2026-11-22T12:00:00");
    expect(f.timeShort("2026-11-22T09:08:07", "zh", now)).toBe("09:08:07");
    expect(f.timeShort("2026-11-21T09:08:07", "zh", now)).toBe("11-21 09:08:07");
    expect(f.timeShort("2025-11-21T09:08:07", "en", now)).toBe("2025-11-21 09:08:07");
  });

  it("are exact to the millisecond in the tooltip", () => {
    expect(f.timeExact("2026-11-22T09:08:07.045")).toMatch(
      /^2026-11-22 09:08:07\.045 [+-]\d\d:\d\d$/,
    );
  });
});

describe("small readings", () => {
  it("cards keep their last four together whatever their length", () => {
    expect(f.cardGrouped("622588******6160")).toBe("6225 88** **** 6160");
    expect(f.cardGrouped("622202*********8754")).toBe("6222 02** **** *** 8754");
    expect(f.cardGrouped("1234")).toBe("1234");
  });

  it("BIN ranges must be ranges of one length", () => {
    expect(rangesFrom("622200-622299\n621700")).toEqual([
      { low: "622200", high: "622299" },
      { low: "621700", high: "621700" },
    ]);
    expect(rangesFrom("")).toEqual([]);
    for (const bad of ["622299-622200", "6222-622299", "abc"])
      expect(rangesFrom(bad)).toBeUndefined();
  });

  it("sign-in goes back only to paths of this console", () => {
    expect(safeBack("/payments?q=1")).toBe("/payments?q=1");
    for (const bad of [null, "//evil.example", "/\\evil.example", "https://evil.example", "x"]) {
      expect(safeBack(bad)).toBe("/");
    }
  });

  it("a difference of documents names each changed leaf", () => {
    const before = { priority: 50, conditions: { mccs: ["5812", "5411"] }, name: "a" };
    const after = { priority: 40, conditions: { mccs: ["5812"] }, name: "a" };
    expect(changes(before, after)).toEqual([
      { path: "priority", before: "50", after: "40" },
      { path: "conditions.mccs.1", before: "5411", after: "—" },
    ]);
  });

  it("a time line's spans start at the first hop", () => {
    const hop = (at: string, ms: number) => ({ at, ms, us: ms * 1000, hop: "sent", detail: "" });
    const { spans, total_us } = spansOf([
      hop("2026-11-22T09:00:00.000Z", 2),
      hop("2026-11-22T09:00:00.002Z", 40),
    ]);
    expect(spans.map((span) => span.start_us)).toEqual([0, 2_000]);
    expect(total_us).toBe(42_000);
  });
});
