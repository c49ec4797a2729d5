import { http, type Approval, type Page } from "@shancheng/api";

/** How many approvals wait (at most 100 are counted). */
export async function approvalsWaiting(): Promise<number> {
  const page = await http.get<Page<Approval>>("approvals", { state: "pending", limit: 100 });
  return page.items.length;
}
