import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { TARGET, render } from "../generate.mjs";

it("schema.d.ts is what openapi.json says; otherwise: npm run generate", async () => {
  expect((await readFile(TARGET, "utf8")) === (await render())).toBe(true);
});
