// Writes the types of openapi.json, at the repository's root, for the console and for the client
// that vendors use: `npm run generate`.
import { writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

export const SOURCE = new URL("../../openapi.json", import.meta.url);
export const TARGETS = [
  new URL("./src/schema.d.ts", import.meta.url),
  new URL("../../clients/typescript/src/schema.d.ts", import.meta.url),
];

const HEAD = "// Made from openapi.json by `npm run generate`; do not edit.\n\n";

// A field with a default may be left out, and an object without stated fields may hold anything.
const OPTIONS = {
  alphabetize: true,
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  silent: true,
};

/** The whole text of each schema.d.ts. */
export async function render() {
  return HEAD + astToString(await openapiTS(SOURCE, OPTIONS));
}

if (process.argv[1] && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  const text = await render();
  for (const target of TARGETS) await writeFile(target, text);
}
