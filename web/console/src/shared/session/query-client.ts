import { ProblemError } from "@shancheng/api";
import { QueryCache, QueryClient } from "@tanstack/react-query";

/** Tries again only what may succeed: the way was broken or the server was not ready. */
function again(count: number, error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  return count < 2 && [0, 502, 503, 504].includes(error.problem.status);
}

export function makeQueryClient(signedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // `me` tells `SignedIn` itself; asking it anew here would never end.
        if (query.queryKey[0] === "me") return;
        if (error instanceof ProblemError && error.problem.status === 401) signedOut();
      },
    }),
    defaultOptions: {
      queries: { retry: again, staleTime: 5_000, gcTime: 300_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
