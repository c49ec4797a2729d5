export const SOURCE: URL;
export const TARGETS: URL[];
/** The whole text of src/schema.d.ts. */
export function render(): Promise<string>;
