/** Names of the token streams of one session: one per piece that a model writes. */
export type PlanStream = `plan:${number}`;
export type ExecutionStream = `execution:${number}.${number}`;
export type StreamId = PlanStream | ExecutionStream | 'answer' | 'thought';

export type StreamPlace =
  | { kind: 'plan'; stage: number }
  | { kind: 'execution'; stage: number; index: number }
  | { kind: 'answer' }
  | { kind: 'thought' };

export const planStream = (stage: number): PlanStream => `plan:${stage}`;
export const executionStream = (stage: number, index: number): ExecutionStream =>
  `execution:${stage}.${index}`;

const STREAM = /^(?:plan:(\d+)|execution:(\d+)\.(\d+)|answer|thought)$/;

/** Parses a stream's name; null if it is not one (URLs name streams, so the text is untrusted). */
export function parseStream(name: string): StreamPlace | null {
  const match = STREAM.exec(name);
  if (!match) return null;
  if (match[1]) return { kind: 'plan', stage: Number(match[1]) };
  if (match[2] && match[3]) return { kind: 'execution', stage: Number(match[2]), index: Number(match[3]) };
  return { kind: name as 'answer' | 'thought' };
}

/** The stream that contains a place; a place that names only a stage is in its plan. */
export const streamOf = ({
  stream,
  stage,
}: {
  readonly stream?: StreamId;
  readonly stage?: number;
}): StreamId | null => stream ?? (stage === undefined ? null : planStream(stage));
