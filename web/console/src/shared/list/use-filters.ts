import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

export interface Filters<N extends string> {
  values: Partial<Record<N, string>>;
  count: number;
  set: (changes: Partial<Record<N, string | undefined>>) => void;
  clear: () => void;
}

/** Filters that live in the address, so that a filtered list can be sent to a colleague. */
export function useFilters<N extends string>(names: readonly N[]): Filters<N> {
  const [params, setParams] = useSearchParams();
  const key = names.join(",");
  const values = useMemo(() => {
    const found: Partial<Record<N, string>> = {};
    for (const name of key.split(",") as N[]) {
      const value = params.get(name);
      if (value) found[name] = value;
    }
    return found;
  }, [params, key]);

  const set = useCallback(
    (changes: Partial<Record<N, string | undefined>>) => {
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries(changes) as [N, string | undefined][]) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  const clear = useCallback(() => setParams({}, { replace: true }), [setParams]);
  return { values, count: Object.keys(values).length, set, clear };
}
