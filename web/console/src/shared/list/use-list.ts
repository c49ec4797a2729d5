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
  /** Reads all pages anew, up to `max` rows; `cut` when there were more. */
  readAll: (max: number) => Promise<{ rows: T[]; cut: boolean }>;
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
    readAll: (max) => readAll(read, max),
  };
}

async function readAll<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  max: number,
): Promise<{ rows: T[]; cut: boolean }> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor && rows.length < max);
  return { rows: rows.slice(0, max), cut: Boolean(cursor) || rows.length > max };
}
