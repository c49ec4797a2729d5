import type { NewBoard, Terminal } from "@shancheng/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Checkbox, DatePicker, Form, Input, InputNumber, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useNavigate } from "react-router";
import { listTerminals } from "@/panorama/terminals/api";
import { FormDrawer, YuanInput } from "@/shared/form/form-drawer";
import { useT } from "@/shared/i18n";
import { useSession } from "@/shared/session/session";
import { makeBoard } from "./api";

interface Draft {
  terminal_id: string;
  name: string;
  amount_max_fen?: number;
  day_max_fen?: number;
  listed?: boolean;
  reason?: string;
  expires_at?: Dayjs;
  uses_max?: number;
}

/** Device type of static code boards. */
const BOARD = "11";
const USES_MAX = 1_000_000;

const bodyOf = (draft: Draft): NewBoard => ({
  terminal_id: draft.terminal_id,
  name: draft.name,
  amount_max_fen: draft.amount_max_fen,
  day_max_fen: draft.day_max_fen,
  remote: draft.listed
    ? {
        reason: draft.reason ?? "",
        expires_at: draft.expires_at?.endOf("day").toISOString() ?? "",
        uses_max: draft.uses_max ?? 0,
      }
    : undefined,
});

const shown = (row: Terminal) => ({
  value: row.id,
  label: [row.merchant_name, row.store_name, row.serial].filter(Boolean).join(" · "),
});

/** Whoever may not see terminals names the board's by its id. */
function BoardTerminal({
  id,
  value,
  onChange,
}: {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}) {
  const t = useT();
  const { can } = useSession();
  const [text, setText] = useState("");
  const found = useQuery({
    queryKey: ["terminals", "boards", text],
    queryFn: () => listTerminals({ q: text.trim() || "SCBOARD", state: "active" }),
    enabled: can("terminals_read"),
    placeholderData: (old) => old,
  });
  if (!can("terminals_read")) {
    return <Input id={id} value={value} onChange={(event) => onChange?.(event.target.value)} />;
  }
  const rows = (found.data?.items ?? []).filter((row) => row.device_type === BOARD);
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      placeholder={t("codes.choose_terminal")}
      notFoundContent={t("codes.no_terminal")}
      options={rows.map(shown)}
      popupMatchSelectWidth={false}
    />
  );
}

/** Makes a board to be printed. */
export function BoardForm({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const required = [{ required: true, message: t("common.required") }];
  const send = async (draft: Draft) => {
    const made = await makeBoard(bodyOf(draft));
    await client.invalidateQueries({ queryKey: ["codes"] });
    void navigate(`/codes/${made.digits}`);
  };
  return (
    <FormDrawer<Draft>
      open={open}
      title={t("codes.make")}
      submitText={t("codes.make")}
      send={send}
      onClose={onClose}
    >
      {(form) => <Fields required={required} form={form} />}
    </FormDrawer>
  );
}

function Fields({
  required,
  form,
}: {
  required: { required: boolean; message: string }[];
  form: Parameters<typeof Form.useWatch>[1];
}) {
  const t = useT();
  const listed = Form.useWatch<boolean>("listed", form as never);
  return (
    <>
      <Form.Item
        name="terminal_id"
        label={t("codes.terminal")}
        extra={t("codes.terminal_rule")}
        rules={required}
      >
        <BoardTerminal />
      </Form.Item>
      <Form.Item name="name" label={t("codes.name")} rules={required}>
        <Input maxLength={64} placeholder={t("codes.name_example")} />
      </Form.Item>
      <Form.Item name="amount_max_fen" label={t("codes.amount_max")} rules={listed ? required : []}>
        <YuanInput />
      </Form.Item>
      <Form.Item name="day_max_fen" label={t("codes.day_max")} rules={listed ? required : []}>
        <YuanInput />
      </Form.Item>
      <Form.Item name="listed" valuePropName="checked" extra={t("codes.listed_rule")}>
        <Checkbox>{t("codes.listed")}</Checkbox>
      </Form.Item>
      {listed && (
        <>
          <Form.Item name="reason" label={t("codes.reason")} rules={required}>
            <Input.TextArea maxLength={200} rows={2} />
          </Form.Item>
          <Form.Item name="expires_at" label={t("codes.expires")} rules={required}>
            <DatePicker style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name="uses_max" label={t("codes.uses_max")} rules={required}>
            <InputNumber min={1} max={USES_MAX} precision={0} style={{ width: "100%" }} />
          </Form.Item>
        </>
      )}
    </>
  );
}
