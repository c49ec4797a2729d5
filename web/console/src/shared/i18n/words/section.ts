/** A text in both languages: Chinese first, then English; `{name}` marks a value. */
export type Section = Record<string, readonly [zh: string, en: string]>;
