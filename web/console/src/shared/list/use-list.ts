import type { Page } from "@shancheng/api";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

export interface ListQuery<T> {
  rows: T[] | undefined;
  error: unknown;
  /** Another filter's rows are still shown while the new ones load. */
  stale: boolean;
  more: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

/** A list that is read page by page with the server's cursor. */
export function useList<T>(
  key: readonly unknown[],
  read: (cursor: string | undefined) => Promise<Page<T>>,
  options: { enabled?: boolean; every_ms?: number } = {},
): ListQuery<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: options.enabled,
    refetchInterval: options.every_ms,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items),
    error: query.error,
    stale: query.isPlaceholderData,
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  };
}
