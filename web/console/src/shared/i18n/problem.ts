import { ProblemError, type RowError, type Rule } from "@shancheng/api";
import type { Language } from ".";
import { sections } from "./words";

type Texts = Record<string, readonly [string, string]>;
const rules: Texts = sections.rule;
const fields: Texts = sections.rule_field;
const problems: Texts = sections.problem;

/** What a refused request means, in the user's language. */
export function problemText(error: unknown, language: Language): string {
  if (!(error instanceof ProblemError)) return sections.problem.client_unreadable[at(language)];
  const { code, detail, title, rule } = error.problem;
  const said = (rule && ruleText(rule.word, rule.params, language)) ?? detail ?? title ?? code;
  const named = /`([^`]*)`/.exec(said)?.[1] ?? said;
  return known(code)?.[at(language)].replace("{detail}", said).replace("{named}", named) ?? said;
}

/** What is wrong with a row of a file. */
export function rowErrorText(row: RowError, language: Language): string {
  const rule = ruleText(row.code, row.params, language);
  return rule ?? known(row.code)?.[at(language)].replace("{detail}", row.rule) ?? row.rule;
}

function known(code: string) {
  return problems[code] ?? (code.endsWith("_missing") ? problems["missing"] : undefined);
}

function ruleText(word: string, params: Rule["params"], language: Language): string | undefined {
  return rules[word]?.[at(language)].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name] ?? whole;
    return name === "other" ? (fields[value]?.[at(language)] ?? value) : value;
  });
}

function at(language: Language): 0 | 1 {
  return language === "zh" ? 0 : 1;
}
