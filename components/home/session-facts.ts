import { formatInteger } from '#components/ui/format.ts';
import type { SessionSummary } from '#lib/contract/session.ts';

export interface TokenFacts {
  /** Short, with its unit: "≈812 sequential of 1,204 tok". */
  readonly text: string;
  /** What is counted, how, and with which tokenizer. */
  readonly explanation: string;
}

/** Sequential and total tokens, where the server knows them; null while it does not. */
export function tokenFacts({ metrics, status, strategy }: SessionSummary): TokenFacts | null {
  const total = metrics?.totalTokens;
  const sequential = metrics?.sequentialTokens?.authors;
  if (typeof total !== 'number' || sequential === undefined) return null;
  const running = status === 'running';
  if (total === 0) return running ? null : { text: 'no tokens', explanation: 'Nothing was written.' };
  const about = running || metrics?.isEstimate ? '≈' : '';
  const counted = [
    metrics?.tokenizer
      ? `Counted with the tokenizer ${metrics.tokenizer}, with thinking and without tags.`
      : 'With thinking and without tags.',
    running ? 'It still runs: an estimate so far.' : '',
    !running && metrics?.isEstimate ? 'An estimate: not every part of it was counted by itself.' : '',
  ];
  if (strategy === 'sequential') {
    return {
      text: `${about}${formatInteger(total)} tok`,
      explanation: ['All tokens of the one thought.', ...counted].join(' ').trim(),
    };
  }
  return {
    text: `${about}${formatInteger(sequential)} sequential of ${formatInteger(total)} tok`,
    explanation: [
      'Sequential tokens by the authors’ definition, the length of the critical path, of all tokens written.',
      ...counted,
    ]
      .join(' ')
      .trim(),
  };
}
