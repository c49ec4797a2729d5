import type { components } from "./schema.js";

export * from "./client.js";
export * from "./problem.js";
export { contentDigest, newKey, privateKey, sign, signatureBase } from "./signing.js";
export * from "./webhooks.js";
export type { components, paths } from "./schema.js";

/** An order as the API takes it. */
export type NewOrder = components["schemas"]["NewOrder"];
/** An order and its payment as they stand. */
export type TillPayment = components["schemas"]["TillPayment"];
