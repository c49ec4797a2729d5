import { describe, expect, it } from "vitest";
import { fenOf, yuanOf } from "@/pay/amount";

describe("amounts that payers enter", () => {
  it("are fen without rounding, or none", () => {
    expect(["1", "0.1", "12.34", " 8.80 ", "0.01"].map(fenOf)).toEqual([100, 10, 1234, 880, 1]);
    for (const text of ["", "0", "0.00", "1.234", "-1", "1e3", "1,000", "１", ".5", "12345678901"])
      expect(fenOf(text), text).toBeUndefined();
  });

  it("are shown with both decimals", () => {
    expect([1, 10, 1234, 100_000_000].map(yuanOf)).toEqual([
      "0.01",
      "0.10",
      "12.34",
      "1,000,000.00",
    ]);
  });
});
