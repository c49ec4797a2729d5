import type { Terminal } from "@shancheng/api";
import type { Column } from "@/shared/list/data-list";
import { Mono, State, Time, Word } from "@/shared/show/show";

export const terminalColumns: Column<Terminal>[] = [
  {
    key: "serial",
    title: "terminals.serial",
    card: "title",
    cell: (row) => <Mono>{row.serial}</Mono>,
  },
  {
    key: "state",
    title: "common.state",
    width: 110,
    card: "value",
    cell: (row) => <State group="terminal_state" word={row.state} />,
  },
  {
    key: "code",
    title: "terminals.code",
    width: 110,
    cell: (row) => <Mono>{row.terminal_code}</Mono>,
  },
  {
    key: "type",
    title: "terminals.device_type",
    width: 140,
    cell: (row) => <Word group="device_type" word={row.device_type} />,
  },
  {
    key: "model",
    title: "terminals.model",
    wide: true,
    card: "none",
    cell: (row) => `${row.maker} ${row.model}`,
  },
  {
    key: "merchant",
    title: "terminals.merchant",
    cell: (row) => row.merchant_name ?? <Mono>{row.merchant_code}</Mono>,
  },
  {
    key: "seen",
    title: "terminals.last_seen",
    width: 130,
    cell: (row) => <Time at={row.last_seen_at} ago />,
  },
];
