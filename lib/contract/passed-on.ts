import * as z from 'zod/mini';

const described = new WeakMap<object, z.core.$ZodType>();

/**
 * Stored data that we pass on unchanged: reading an answer checks only that it is an object, since a part of it may
 * come from an older version or a damaged file, and pages show as much of it as they can. `schema` supplies its type
 * and its description in the OpenAPI document.
 */
export function passedOn<S extends z.core.$ZodType>(schema: S) {
  return describedBy(
    z.custom<Frozen<z.output<S>>>((value) => typeof value === 'object' && value !== null),
    schema,
  );
}

/** Describes a schema that checks in code, so that its own form says nothing. */
export function describedBy<T extends z.core.$ZodType>(schema: T, description: z.core.$ZodType): T {
  described.set(schema, description);
  return schema;
}

export const descriptionOf = (schema: object): z.core.$ZodType | undefined => described.get(schema);

/** Types of what domain code is given and never changes. */
export type Frozen<T> = T extends readonly (infer U)[]
  ? readonly Frozen<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;
