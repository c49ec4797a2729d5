import { useQuery } from "@tanstack/react-query";
import { useSession } from "@/shared/session/session";
import { listAcquirers } from "./api";

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

export function useAcquirerChoices(): { value: string; label: string }[] {
  const { data } = useAcquirers();
  return (data ?? []).map((acquirer) => ({
    value: String(acquirer.institution_id),
    label: acquirer.name,
  }));
}
