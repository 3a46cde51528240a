import type { CurationDiagnostic, CurationUsage } from '#lib/contract/curation-record.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { diagnosticOf } from '../diagnostics.ts';
import type { ModelProposer, ProposeProgress } from '../propose/proposer.ts';
import {
  type CurationInstructions,
  defaultCurationInstructions,
} from './instructions/curation-instructions.ts';

/** What all requests about one trace share. */
export interface ProposalSession {
  readonly proposer: ModelProposer;
  readonly signal: AbortSignal;
  /** Attempts after the first. */
  readonly retries: number;
  /** Tokens of prompt and reply together, as set or as a refusal told; null = unknown. */
  contextWindow: number | null;
  readonly diagnostics: CurationDiagnostic[];
  tell(progress: ProposeProgress): void;
  /** Adds a call up: the endpoint's own numbers where it gave them, else counted. */
  count(call: CountedCall): Promise<void>;
  /** Of all sessions that share the meter. */
  usage(): CurationUsage;
  /** A remark of the endpoint wrapper; the same one is kept once. */
  notice(code: string, explanation: string): void;
}

export interface CountedCall {
  readonly prompt: string;
  readonly output: string;
  readonly reported: { readonly inputTokens?: number; readonly outputTokens?: number } | null;
}

/** The cost of all calls about a trace, whichever model was asked. */
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
      // A tokenizer that ran out of memory is no reason to lose an answer that was paid for.
      return estimateTokens(text);
    }
  }

  return {
    ...options,
    contextWindow: proposer.contextWindow,
    async count({ prompt, output, reported }) {
      // Who said nothing and reports nothing has read nothing that is known of: a refused key, a full queue.
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
