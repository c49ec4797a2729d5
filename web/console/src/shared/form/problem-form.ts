import { ProblemError } from "@shancheng/api";
import type { FormInstance } from "antd";

/**
 * Puts a problem document where it belongs: on the field it names, when the form has that field
 * (or one that holds it). Returns whether it found one.
 */
export function placeProblem(form: FormInstance, error: unknown, text: string): boolean {
  if (!(error instanceof ProblemError) || !error.problem.field) return false;
  const wanted = error.problem.field.replace(/\[(\d+)\]/g, ".$1").replace(/^\/+|^\$\./, "");
  const names = form.getFieldsError().map((field) => field.name);
  const exact = names.find((name) => name.join(".") === wanted.replaceAll("/", "."));
  const holder = exact ?? names.find((name) => wanted.startsWith(`${name.join(".")}.`));
  if (!holder) return false;
  form.setFields([{ name: holder, errors: [text] }]);
  form.scrollToField(holder, { block: "center", focus: true });
  return true;
}
