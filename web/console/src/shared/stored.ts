/** Small choices kept in this browser; works (forgetting) where storage is forbidden. */
export const stored = {
  read<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
    try {
      const text = window.localStorage.getItem(`shancheng.${name}`);
      return allowed.find((word) => word === text) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(name: string, value: string): void {
    try {
      window.localStorage.setItem(`shancheng.${name}`, value);
    } catch {
      // A browser without storage only forgets the choice.
    }
  },
};
