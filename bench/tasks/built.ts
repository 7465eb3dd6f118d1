/** A module of src/ as the build emits it: type stripping at start would be measured too otherwise. */
export const built = <T>(path: string): Promise<T> =>
  import(new URL(`../../build/${path}`, import.meta.url).href) as Promise<T>;
