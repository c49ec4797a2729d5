import { useQuery } from "@tanstack/react-query";
import { useSession } from "@/shared/session/session";
import { listAcquirers, listLinks } from "./api";

/** All acquirers that the person may see (a small list). */
export function useAcquirers() {
  const { can } = useSession();
  return useQuery({
    queryKey: ["acquirers"],
    queryFn: async () => (await listAcquirers()).items,
    staleTime: 60_000,
    enabled: can("acquirers_read"),
  });
}

/** Acquirers as choices by their number. */
export function useAcquirerChoices(): { value: string; label: string }[] {
  const { data } = useAcquirers();
  return (data ?? []).map((acquirer) => ({
    value: String(acquirer.institution_id),
    label: acquirer.short_name,
  }));
}

/** Name of an acquirer by its number; the number when it has none, nothing until that is known. */
export function useAcquirerName(): (id: number | null | undefined) => string {
  const { data, isPending, isEnabled } = useAcquirers();
  return (id) => {
    if (id === null || id === undefined) return "—";
    if (isEnabled && isPending) return "";
    return data?.find((acquirer) => acquirer.institution_id === id)?.short_name ?? String(id);
  };
}

/** Name of a link by its id; the end of the id when it has none, nothing until that is known. */
export function useLinkName(): (id: string | null | undefined) => string {
  const { can } = useSession();
  const { data, isPending, isEnabled } = useQuery({
    queryKey: ["links"],
    queryFn: async () => (await listLinks()).items,
    staleTime: 60_000,
    enabled: can("acquirers_read"),
  });
  return (id) => {
    if (!id) return "—";
    if (isEnabled && isPending) return "";
    return data?.find((link) => link.id === id)?.name ?? `…${id.slice(-6)}`;
  };
}
