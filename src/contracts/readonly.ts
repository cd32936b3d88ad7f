/** A document as the writers build it: nothing in it is changed. A list of a fixed length keeps it. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
