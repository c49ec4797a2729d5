import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sections } from "@/shared/i18n/words";

const entries = Object.entries(sections).flatMap(([section, words]) =>
  Object.entries(words as Record<string, readonly [string, string]>).map(([name, [zh, en]]) => ({
    key: `${section}.${name}`,
    zh,
    en,
  })),
);
const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const han = /[\u4e00-\u9fff]/;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe("the dictionary", () => {
  it("has every text in both languages, with the same values in it", () => {
    for (const { key, zh, en } of entries) {
      expect(zh.trim(), key).not.toBe("");
      expect(en.trim(), key).not.toBe("");
      expect(values(en), key).toEqual(values(zh));
    }
  });

  it("has no Chinese in its English texts but the language's own name", () => {
    const mixed = entries.filter(({ en }) => han.test(en)).map(({ key }) => key);
    expect(mixed).toEqual(["shell.language"]);
  });

  it("is the only place with Chinese texts, besides the import templates and pasted commas", () => {
    const root = join(import.meta.dirname, "../src");
    const strangers = sources(root)
      .filter(
        (path) =>
          !path.includes("/i18n/words/") &&
          !path.endsWith("/pay/words.ts") &&
          !path.endsWith("/imports/api.ts"),
      )
      .filter((path) => han.test(readFileSync(path, "utf8")));
    expect(strangers).toEqual([]);
  });
});
