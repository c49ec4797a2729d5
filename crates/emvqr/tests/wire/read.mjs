// Reads merchants' codes with steplix-emvqr, a line each, and prints each as a JSON line: the
// objects with identifiers, names and lengths, or `null` where it refuses the code.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { decode } = createRequire(`${process.argv[2]}/`)("steplix-emvqr");

for await (const line of createInterface({ input: process.stdin })) {
  let read = null;
  try {
    read = decode(line);
  } catch {
    // It throws when the check is wrong.
  }
  process.stdout.write(`${JSON.stringify(read)}\n`);
}
