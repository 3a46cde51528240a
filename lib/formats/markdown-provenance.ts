import { assertUnreachable } from '#lib/base/assert.ts';
import type { EventOf, ModelInfo } from '#lib/trace/events.ts';
import { codeCell, inline, table } from './markdown-text.ts';

type Start = EventOf<'session-start'>;

/** Who wrote this, with what, and what its clock is worth. */
export function provenanceSection(session: Start): string {
  const { models, origin, settings } = session;
  const rows: [string, string][] = [
    ['Origin', `${originWords(origin.kind)}${origin.author ? `: ${inline(origin.author)}` : ''}`],
    ['Planner', modelWords(models.planner, session)],
    ['Executor', modelWords(models.executor, session)],
    ...extraRows(models),
    ['Started at', codeCell(session.startedAt)],
    [
      'Clock',
      session.clock === 'wall'
        ? 'measured while it ran'
        : 'imported text has no clock: times are tokens at 60 a second for each stream, not measurements',
    ],
    ['Tokenizer of every count', codeCell(session.tokenizer)],
    ['Context policy', `${settings.contextPolicy}, executors start at the end of their ${settings.forkAt}`],
    [
      'Settings',
      `temperature ${settings.temperature}, ${settings.parallelism} calls at once, at most ${settings.maxStages} stages, ${settings.maxAttempts} attempts a call`,
    ],
    ['Log version', String(session.logVersion)],
  ];
  return `## Provenance\n\n${table(['What', 'Value'], rows)}\n\nWritten by Sprintscope from the session’s event log.`;
}

/** What the endpoints' settings added, where there is any. */
function extraRows({ planner, executor }: Start['models']): [string, string][] {
  return [['planner', planner] as const, ['executor', executor] as const].flatMap(
    ([role, { price, extraBody }]): [string, string][] => [
      ...(extraBody
        ? [[`Extra fields, ${role}`, codeCell(JSON.stringify(extraBody))] as [string, string]]
        : []),
      ...(price
        ? [
            [
              `Price, ${role}`,
              `${price.inputPerMillion} in, ${price.outputPerMillion} out, per million tokens`,
            ] as [string, string],
          ]
        : []),
    ],
  );
}

function originWords(kind: Start['origin']['kind']): string {
  switch (kind) {
    case 'live':
      return 'run here';
    case 'imported':
      return 'imported';
    case 'curated':
      return 'curated here from a sequential trace';
    case 'by-hand':
      return 'written by hand';
    case 'built-in':
      return 'built-in reasoner';
    default:
      return assertUnreachable(kind);
  }
}

function modelWords(model: ModelInfo, session: Start): string {
  if (session.origin.kind === 'by-hand') return 'none: written by a person';
  const place = model.baseUrl ? ` at ${codeCell(model.baseUrl)}` : '';
  const toy = model.ruleBased ? '; rule-based, not a language model: savings are those of a toy' : '';
  return `${codeCell(model.model)} of ${inline(model.endpointName)}${place}, ${model.mode}${toy}`;
}
