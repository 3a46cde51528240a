import type { SentError } from './job-error.ts';
import type { JobKind } from './job-types.ts';

/** To a thread, which has one job at a time. */
export type ToThread =
  | { readonly kind: JobKind; readonly input: unknown }
  /** To what the job told. */
  | { readonly answer: unknown }
  /** Nobody waits for the job any more. */
  | { readonly stop: true }
  /** Nothing more is asked for: ends by itself, with its connection closed. */
  | { readonly end: true };

export type FromThread =
  | { readonly result: unknown }
  | { readonly failure: SentError }
  | { readonly item: unknown }
  | { readonly report: { readonly message: string; readonly error: string } };
