import type { TokenizerName } from '#lib/tokens/tokenizer-names.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { problemWords } from './load-traces.ts';
import type { OpenImporter } from './open-importer.ts';
import { CommandError } from './terminal.ts';

/** Stores a log that was made here; returns its session's id. */
export async function saveLog(
  importer: OpenImporter,
  events: readonly TraceEvent[],
  tokenizer: TokenizerName,
): Promise<string> {
  const [start] = events;
  if (start?.type !== 'session-start')
    throw new CommandError('nothing-to-do', 'Nothing happened: nothing is saved.');
  const result = await importer.importTrace(
    {
      place: { path: 'sprintscope run' },
      fileFormat: 'log',
      kind: 'log',
      strategy: start.strategy,
      text: writeLog(events),
      question: start.question,
      expected: null,
      key: null,
    },
    { tokenizer },
  );
  if ('problem' in result) throw new CommandError('unreadable', problemWords(result.problem));
  return result.id;
}
