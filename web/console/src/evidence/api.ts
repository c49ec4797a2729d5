import { api, take, type components } from "@shancheng/api";

export type Leaf = components["schemas"]["Leaf"];

/** A checkpoint: a signed note whose first three lines are origin, size and root. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  note: string;
}

export function checkpointFrom(note: string): Checkpoint {
  const [origin = "", size = "0", root = ""] = note.split("\n");
  return { origin, size: Number(size), root, note };
}

export const readCheckpoint = async () =>
  checkpointFrom(await take(api.GET("/api/v1/evidence/checkpoint", { parseAs: "text" })));
export const readLogKey = () => take(api.GET("/api/v1/evidence/key", { parseAs: "text" }));
export const listLeaves = (subject: string, cursor?: string) =>
  take(api.GET("/api/v1/evidence/leaves", { params: { query: { subject, cursor, limit: 20 } } }));
