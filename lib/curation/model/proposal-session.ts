import type { CurationDiagnostic, CurationUsage } from '#lib/contract/curation-record.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { diagnosticOf } from '../diagnostics.ts';
import type { ModelProposer, ProposeProgress } from '../propose/proposer.ts';
import {
  type CurationInstructions,
  defaultCurationInstructions,
} from './instructions/curation-instructions.ts';

/** State that all requests about one trace share. */
export interface ProposalSession {
  readonly proposer: ModelProposer;
  readonly signal: AbortSignal;
  /** Attempts after the first. */
  readonly retries: number;
  /** Tokens of prompt and reply together, as set or as a refusal stated; null = unknown. */
  contextWindow: number | null;
  readonly diagnostics: CurationDiagnostic[];
  tell(progress: ProposeProgress): void;
  /** Adds a call to the usage: the endpoint's own numbers if it reports them, otherwise our count. */
  count(call: CountedCall): Promise<void>;
  /** The total of all sessions that share the meter. */
  usage(): CurationUsage;
  /** A remark of the endpoint wrapper; kept once however often it comes. */
  notice(code: string, explanation: string): void;
}

export interface CountedCall {
  readonly prompt: string;
  readonly output: string;
  readonly reported: { readonly inputTokens?: number; readonly outputTokens?: number } | null;
}

/** The cost of all calls about a trace, over all models. */
export interface UsageMeter {
  total: CurationUsage;
}

export interface SessionOptions {
  readonly proposer: ModelProposer;
  readonly meter: UsageMeter;
  readonly signal: AbortSignal;
  readonly retries: number;
  readonly diagnostics: CurationDiagnostic[];
  tell(progress: ProposeProgress): void;
}

export function createProposalSession(options: SessionOptions): ProposalSession {
  const { proposer, diagnostics, meter, tell } = options;

  async function tokensOf(text: string): Promise<number> {
    try {
      return proposer.counter ? await proposer.counter.count(text) : estimateTokens(text);
    } catch {
      // If a tokenizer ran out of memory, we still keep the answer that the user paid for.
      return estimateTokens(text);
    }
  }

  return {
    ...options,
    contextWindow: proposer.contextWindow,
    async count({ prompt, output, reported }) {
      // If an endpoint wrote and reported nothing, we do not know that it read anything: a rejected key, a full queue.
      const counted = output !== '';
      const inputTokens = reported?.inputTokens ?? (counted ? await tokensOf(prompt) : 0);
      const outputTokens = reported?.outputTokens ?? (counted ? await tokensOf(output) : 0);
      const { total } = meter;
      meter.total = {
        calls: total.calls + 1,
        inputTokens: total.inputTokens + inputTokens,
        outputTokens: total.outputTokens + outputTokens,
      };
      tell({ type: 'call-end', usage: meter.total });
    },
    usage: () => meter.total,
    notice(code, explanation) {
      const known = code === 'prompt-cut-by-server' ? 'prompt-cut' : 'endpoint-notice';
      const told = diagnostics.some(
        (one) => one.code === known && (known === 'prompt-cut' || one.message === explanation),
      );
      if (!told) diagnostics.push(diagnosticOf(known, explanation));
    },
  };
}

export const instructionsOf = ({ proposer }: ProposalSession): CurationInstructions =>
  proposer.instructions ?? defaultCurationInstructions;
