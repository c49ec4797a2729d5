import type { Terminal } from "@shancheng/api";
import { at, coded, named, stated } from "@/shared/list/cells";
import type { Column } from "@/shared/list/data-list";
import { Mono } from "@/shared/show/show";

export const terminalColumns: Column<Terminal>[] = [
  {
    key: "serial",
    title: "terminals.serial",
    card: "title",
    ...coded((row) => row.serial),
  },
  {
    key: "state",
    title: "common.state",
    width: 110,
    card: "value",
    ...stated("terminal_state", (row) => row.state),
  },
  {
    key: "code",
    title: "terminals.code",
    width: 110,
    card: "sub",
    ...coded((row) => row.terminal_code),
  },
  {
    key: "type",
    title: "terminals.device_type",
    width: 150,
    card: "sub",
    ...named("device_type", (row) => row.device_type),
  },
  {
    key: "model",
    title: "terminals.model",
    wide: true,
    card: "none",
    cell: (row) => `${row.maker} ${row.model}`,
    value: (row) => `${row.maker} ${row.model}`,
  },
  {
    key: "merchant",
    title: "terminals.merchant",
    card: "sub",
    cell: (row) => row.merchant_name ?? <Mono>{row.merchant_code}</Mono>,
    value: (row) => row.merchant_name ?? row.merchant_code,
  },
  {
    key: "store",
    title: "terminals.store",
    wide: true,
    card: "none",
    cell: (row) => row.store_name ?? <span className="quiet">—</span>,
    value: (row) => row.store_name,
  },
  {
    key: "seen",
    title: "terminals.last_seen",
    width: 130,
    card: "sub",
    ...at((row) => row.last_seen_at, "ago"),
  },
];
