import { api, take } from "@shancheng/api";

/** Most waiting approvals that are counted. */
const COUNT_MAX = 100;

/** How many approvals wait. */
export async function approvalsWaiting(): Promise<number> {
  const query = { state: "pending" as const, limit: COUNT_MAX };
  return (await take(api.GET("/api/v1/approvals", { params: { query } }))).items.length;
}
