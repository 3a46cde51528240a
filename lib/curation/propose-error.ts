import type { CurationUsage } from '#lib/contract/curation-record.ts';

/** `endpoint`: calls failed, after retries where these help. `window`: not even a small part of the trace fits. */
export type ProposeErrorType = 'endpoint' | 'window';

export interface ProposeErrorContext {
  /** What happened, without the remedy. Holds no key. */
  readonly summary: string;
  readonly remedy: string;
  /** The endpoint error's own type, for `endpoint`. */
  readonly reason?: string;
  /** What the calls cost up to here; it is lost to nobody. */
  readonly usage: CurationUsage;
}

/** Why a trace could not be taken apart by the model. `message` = summary and remedy. */
export class ProposeError extends Error {
  override readonly name = 'ProposeError';
  readonly type: ProposeErrorType;
  readonly summary: string;
  readonly remedy: string;
  readonly reason: string | null;
  readonly usage: CurationUsage;

  constructor(type: ProposeErrorType, { summary, remedy, reason, usage }: ProposeErrorContext) {
    super(`${summary} ${remedy}`);
    this.type = type;
    this.summary = summary;
    this.remedy = remedy;
    this.reason = reason ?? null;
    this.usage = usage;
  }
}
