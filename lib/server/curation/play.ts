import { createHash } from 'node:crypto';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { ImportError, logFromSource } from '#lib/formats/traces/trace-log.ts';
import type { StoredCuration } from '#lib/storage/curation/curation-store.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { ServerError } from '../errors.ts';
import type { Importer } from '../imports/importer.ts';
import { idOfKey } from '../new-id.ts';
import type { RecordService } from './record-service.ts';

export type PlayedSide = 'source' | 'rounds';

/** Throws ServerError `not-curatable` if there is nothing to play. */
export interface CurationPlayer {
  /** The log of one side, as any import of this text would write it. Stores nothing. */
  preview(record: StoredCuration, side: PlayedSide): Promise<TraceEvent[]>;
  /**
   * Stores both sides as sessions of one pair, with the origin `curated`: returns the same two while nothing has
   * changed.
   */
  keep(record: StoredCuration): Promise<{ source: string; rounds: string }>;
}

export interface PlayerDeps {
  importer: Importer;
  records: Pick<RecordService, 'compute'>;
  /** The counter for every number of a record. */
  counter(): TokenCounter;
}

export function createPlayer({ importer, records, counter }: PlayerDeps): CurationPlayer {
  async function traceOf(record: StoredCuration, side: PlayedSide): Promise<SourceTrace> {
    const { trajectory, summary } = await records.compute(record);
    if (summary.steps === 0)
      throw new ServerError('not-curatable', 'There are no steps to play.', {
        remedy: 'Mark some lines as a step, or take the trace apart anew.',
      });
    const { question, expected } = record.contents;
    const kind = side === 'source' ? 'sequential' : 'transcript';
    return {
      place: { path: record.sourceName },
      fileFormat: kind,
      kind,
      strategy: side === 'source' ? 'sequential' : 'sprint',
      text: side === 'source' ? sourceText(record) : trajectory,
      question,
      expected,
      key: null,
    };
  }

  async function stored(record: StoredCuration, side: PlayedSide): Promise<string> {
    const trace = await traceOf(record, side);
    const title = `${record.sourceName}: ${side}`;
    const imported = await importer.importTrace(trace, {
      question: trace.question ?? undefined,
      expected: trace.expected,
      title,
      origin: 'curated',
      pairId: idOfKey(`curation-pair:${record.id}`),
      importKey: keyOf(record, trace, title),
      tokenizer: 'qwen3',
    });
    if ('id' in imported) return imported.id;
    throw unplayable(imported.problem);
  }

  return {
    async preview(record, side) {
      const trace = await traceOf(record, side);
      const startedAt = record.createdAt;
      try {
        return await logFromSource(trace, { counter: counter(), startedAt, origin: 'curated' });
      } catch (error) {
        throw error instanceof ImportError ? unplayable(error.problem) : error;
      }
    },
    keep: async (record) => ({
      source: await stored(record, 'source'),
      rounds: await stored(record, 'rounds'),
    }),
  };
}

const unplayable = ({ message, remedy }: ImportError['problem']) =>
  new ServerError('not-curatable', message, { remedy });

/** Everything that a session shows: if it changes, we store the session anew. */
function keyOf({ id, contents }: StoredCuration, { kind, text }: SourceTrace, title: string): string {
  const shown = JSON.stringify([kind, text, contents.question, contents.expected, title]);
  return `curated:${id}:${createHash('sha256').update(shown).digest('hex')}`;
}

/** The trace as a model would have written it: the thinking, then its answer. */
function sourceText({ contents: { text, answer } }: StoredCuration): string {
  return answer === null || answer.trim() === '' ? text : `${text}\n</think>\n\n${answer}`;
}
