import { ProblemError, type RowError } from "@shancheng/api";
import { describe, expect, it } from "vitest";
import { problemText, rowErrorText } from "@/shared/i18n/problem";

const row = (code: string, params: Record<string, string>): RowError => ({
  row: 3,
  column: "serial",
  rule: "what the server says",
  code,
  params,
  value: "x",
});

describe("a refusal", () => {
  const refused = (code: string, more: object) =>
    new ProblemError({
      type: `/docs#${code}`,
      title: "Unprocessable Entity",
      status: 422,
      code,
      detail: "name: is 1 to 60 characters",
      request_id: "req_1",
      ...more,
    });

  it("says the rule in the reader's language", () => {
    const rule = { word: "text_length", params: { min: "1", max: "60" } } as const;
    const error = refused("field_invalid", { field: "name", rule });
    expect(problemText(error, "zh")).toBe("此项不符合要求：须为 1 至 60 个字符，不含控制字符");
    expect(problemText(error, "en")).toMatch(/^Must be 1 to 60 characters/);
  });

  it("names the other field in the reader's language", () => {
    const rule = { word: "not_same_as", params: { other: "from_time" } } as const;
    expect(problemText(refused("field_invalid", { rule }), "zh")).toContain("不能与开始时间相同");
  });

  it("without a rule says what the server says", () => {
    expect(problemText(refused("field_invalid", {}), "en")).toBe("name: is 1 to 60 characters");
    expect(problemText(refused("door_missing", {}), "zh")).toContain("对象不存在");
  });
});

describe("a fault of a row", () => {
  it("is a rule, or what a single request would be told", () => {
    expect(rowErrorText(row("row_repeated", { row: "2" }), "zh")).toBe("与第 2 行重复");
    expect(rowErrorText(row("row_repeated", { row: "2" }), "en")).toBe("Stands in row 2 already");
    expect(rowErrorText(row("terminal_serial_taken", {}), "zh")).toContain("一机一码");
  });

  it("of an unknown or an older kind is what the server says", () => {
    expect(rowErrorText(row("", {}), "zh")).toBe("what the server says");
  });
});
