import type { Overview, PaymentSummary } from "@shancheng/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useStream, type StreamState } from "@/shared/stream/use-stream";
import { readOverview, STREAM_PATH } from "./api";

/** Payments kept on the page. */
export const RECENT_MAX = 30;

/** Puts a streamed payment first, or in its place when it is already there. */
export function withPayment(list: PaymentSummary[], payment: PaymentSummary): PaymentSummary[] {
  const at = list.findIndex((row) => row.id === payment.id);
  if (at >= 0) return list.map((row, index) => (index === at ? payment : row));
  return [payment, ...list].slice(0, RECENT_MAX);
}

export interface Live {
  overview: Overview | undefined;
  recent: PaymentSummary[];
  error: unknown;
  state: StreamState;
  heard_at: number | undefined;
  reload: () => void;
}

/** The overview: read once, then carried on by the stream. */
export function useLive(): Live {
  const first = useQuery({
    queryKey: ["overview"],
    queryFn: readOverview,
    staleTime: 0,
    refetchInterval: 60_000,
  });
  const [streamed, setStreamed] = useState<Overview>();
  const [recent, setRecent] = useState<PaymentSummary[]>();
  const { state, heard_at } = useStream(STREAM_PATH, {
    overview: (data) => {
      setStreamed(data as Overview);
      setRecent((old) => old ?? (data as Overview).recent);
    },
    payment: (data) =>
      setRecent((old) => withPayment(old ?? first.data?.recent ?? [], data as PaymentSummary)),
  });
  return {
    overview: streamed ?? first.data,
    recent: recent ?? first.data?.recent ?? [],
    error: first.error,
    state,
    heard_at,
    reload: () => void first.refetch(),
  };
}
