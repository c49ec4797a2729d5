import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { TARGETS, render } from "../generate.mjs";

it("every schema.d.ts is what openapi.json says; otherwise: npm run generate", async () => {
  const text = await render();
  for (const target of TARGETS) expect((await readFile(target, "utf8")) === text).toBe(true);
});
