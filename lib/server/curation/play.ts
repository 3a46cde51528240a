import { createHash } from 'node:crypto';
import type { SourceTrace } from '#lib/formats/source-trace.ts';
import type { StoredCuration } from '#lib/storage/curation-store.ts';
import { ServerError } from '../errors.ts';
import type { Importer } from '../importer.ts';
import { idOfKey } from '../new-id.ts';
import type { RecordService } from './record-service.ts';

export interface CurationPlayer {
  /**
   * Source and result as two sessions of one pair, through the importer as any other text: the same two while nothing
   * changed. Throws ServerError `not-curatable` where there is nothing to play.
   */
  play(record: StoredCuration): Promise<{ source: string; result: string }>;
}

export interface PlayerDeps {
  importer: Importer;
  records: Pick<RecordService, 'compute'>;
}

export function createPlayer({ importer, records }: PlayerDeps): CurationPlayer {
  async function stored(trace: SourceTrace, record: StoredCuration, title: string | null): Promise<string> {
    const { question, expected } = record.contents;
    const imported = await importer.importTrace(trace, {
      question: question ?? undefined,
      expected,
      title,
      pairId: idOfKey(`curation-pair:${record.id}`),
      importKey: keyOf(record, trace, title),
      tokenizer: 'qwen3',
    });
    if ('id' in imported) return imported.id;
    const { message, remedy } = imported.problem;
    throw new ServerError('not-curatable', message, { remedy });
  }

  return {
    async play(record) {
      const { trajectory, summary } = await records.compute(record);
      if (summary.steps === 0)
        throw new ServerError('not-curatable', 'There are no steps to play.', {
          remedy: 'Mark some lines as a step, or take the trace apart anew.',
        });
      const { sourceName } = record;
      return {
        source: await stored(
          traceOf(record, 'sequential', sourceText(record)),
          record,
          `${sourceName}: source`,
        ),
        result: await stored(traceOf(record, 'transcript', trajectory), record, `${sourceName}: rounds`),
      };
    },
  };
}

/** Everything that the two sessions show: changed, they are stored anew. */
function keyOf({ id, contents }: StoredCuration, { kind, text }: SourceTrace, title: string | null): string {
  const shown = JSON.stringify([kind, text, contents.question, contents.expected, title]);
  return `curation:${id}:${createHash('sha256').update(shown).digest('hex')}`;
}

/** As a model would have written it: the thinking, then what it answered. */
function sourceText({ contents: { text, answer } }: StoredCuration): string {
  return answer === null || answer.trim() === '' ? text : `${text}\n</think>\n\n${answer}`;
}

function traceOf(
  { sourceName, contents }: StoredCuration,
  kind: 'sequential' | 'transcript',
  text: string,
): SourceTrace {
  return {
    place: { path: sourceName },
    fileFormat: kind,
    kind,
    strategy: kind === 'sequential' ? 'sequential' : 'sprint',
    text,
    question: contents.question,
    expected: contents.expected,
    key: null,
  };
}
