import type { SentError } from './job-error.ts';
import type { JobKind, StoreReader } from './job-types.ts';

/** To a thread, which has one job at a time. */
export type ToThread =
  | { readonly kind: JobKind; readonly input: unknown }
  /** To what the job told or asked for. */
  | { readonly answer: unknown }
  | { readonly refusal: SentError }
  /** Nobody waits for the job any more. */
  | { readonly stop: true }
  /** Nothing more is asked for: ends by itself. */
  | { readonly end: true };

export type FromThread =
  | { readonly result: unknown }
  | { readonly failure: SentError }
  | { readonly item: unknown }
  /** Rows of the store are asked for. */
  | { readonly read: StoreQuestion }
  | { readonly report: { readonly message: string; readonly error: string } };

export type StoreQuestion = {
  readonly [Name in keyof StoreReader]: {
    readonly name: Name;
    readonly values: Parameters<StoreReader[Name]>;
  };
}[keyof StoreReader];
