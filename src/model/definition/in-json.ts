/**
 * The JSON form of an SDK type: enums also accept their plain values, and methods are removed. Objects from SDK builders
 * are assignable to it.
 */
export type InJson<T> = unknown extends T
  ? unknown
  : T extends string
    ? T | `${T}`
    : T extends number
      ? T | NumberIn<`${T}`>
      : T extends readonly (infer Item)[]
        ? readonly InJson<Item>[]
        : T extends object
          ? { readonly [K in keyof T as T[K] extends (...parameters: never[]) => unknown ? never : K]: InJson<T[K]> }
          : T;

type NumberIn<Digits extends string> = Digits extends `${infer Value extends number}` ? Value : never;
