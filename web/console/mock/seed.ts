/** A small seeded generator, so that every run shows the same. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
export const random = seeded(20261122);
export const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
export const digits = (n: number) =>
  Array.from({ length: n }, () => Math.floor(random() * 10)).join("");
const letters = "0123456789abcdefghjkmnpqrstvwxyz";
export const id = (prefix: string) =>
  `${prefix}_01k${Array.from({ length: 23 }, () => pick(letters.split(""))).join("")}`;
const now = Date.now();
export const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
