import type { Approval } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { readRoute } from "@/panorama/routes/api";
import { readTerminal } from "@/panorama/terminals/api";
import { useSession } from "@/shared/session/session";

type Fields = Record<string, unknown>;

/** Those fields of `whole` that `part` has, so that only what is asked for is compared. */
export function sameFields(whole: Fields, part: Fields): Fields {
  return Object.fromEntries(Object.keys(part).map((name) => [name, whole[name]]));
}

/** What a request asks for: the draft inside it, where there is one. */
export function askedOf(approval: Approval): Fields {
  const payload = approval.payload as Fields;
  const draft = payload["draft"];
  return typeof draft === "object" && draft !== null ? (draft as Fields) : payload;
}

/**
 * What the target is now, in the fields that the request would change; undefined where there is
 * nothing to compare with.
 */
export function useBefore(approval: Approval): Fields | undefined {
  const { can } = useSession();
  const { target } = approval;
  const waits = approval.state === "pending";
  const route = target.startsWith("rte_") && can("routes_read");
  const terminal = target.startsWith("trm_") && can("terminals_read");
  const { data } = useQuery({
    queryKey: ["before", target],
    queryFn: async (): Promise<Fields> => {
      if (route) return { ...(await readRoute(target)) };
      const now = await readTerminal(target);
      return { ...now, ...now.binding, terminal_id: now.id };
    },
    enabled: waits && (route || terminal),
    retry: false,
  });
  // A new rule is there as a draft: it has nothing before it.
  if (!waits || !data || data["state"] === "draft") return undefined;
  return sameFields(data, askedOf(approval));
}
