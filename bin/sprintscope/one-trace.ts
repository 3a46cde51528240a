import fs from 'node:fs';
import path from 'node:path';
import { judgeThoroughly } from '#lib/answers/judge-thoroughly.ts';
import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import type { FileFormat } from '#lib/contract/imports.ts';
import { sessionAnswer } from '#lib/formats/export/session-answer.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { storedEvents } from '#lib/server/sessions/stored-events.ts';
import { verdictView } from '#lib/server/sessions/verdicts.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { foldAnnotations } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { requireStore } from './data-folder.ts';
import {
  findTraces,
  isProblem,
  type LoadedTrace,
  loadTrace,
  placeWords,
  problemWords,
} from './load-traces.ts';
import { openEngine } from './open-engine.ts';
import { CommandError, type Terminal } from './terminal.ts';

export interface NamedTrace extends LoadedTrace {
  /** The path or id as given. */
  readonly name: string;
  /** Says whether its answer is right. */
  readonly judged: JudgedAnswer;
}

/**
 * What an argument `ID|FILE` names: a file where there is one, else a stored session. `path#3` is the third trace of a
 * file that holds several.
 * @throws CommandError
 */
export async function oneTrace(
  terminal: Terminal,
  given: string,
  counter: TokenCounter,
  where: { data: string; format?: FileFormat },
): Promise<NamedTrace> {
  const [, file = given, record] = /^(.*)#(\d+)$/.exec(given) ?? [];
  const named = fs.existsSync(path.resolve(terminal.cwd, given)) ? given : file;
  if (!fs.existsSync(path.resolve(terminal.cwd, named))) return storedTrace(given, where.data);
  const { traces, problems } = await findTraces(terminal, [named], where.format);
  const wanted =
    record === undefined || named === given
      ? traces
      : traces.filter(({ trace }) => trace.place.record === Number(record));
  const [first, ...others] = wanted;
  if (!first)
    throw new CommandError(
      'unreadable',
      problems.map(problemWords).join('\n') || `${given}: there is no trace in it.`,
    );
  if (others.length > 0)
    throw new CommandError(
      'bad-argument',
      `${given} holds ${wanted.length} traces. Name one of them: ${placeWords(first.trace.place)}`,
    );
  const loaded = await loadTrace(terminal, first.trace, counter);
  if (isProblem(loaded)) throw new CommandError('unreadable', problemWords(loaded));
  return { ...loaded, name: given, judged: await judgedOf(terminal, first.trace, loaded) };
}

/**
 * As an import of the file would judge it: by its own right answer or that of a key beside it, and a person's ruling.
 */
async function judgedOf(
  terminal: Terminal,
  trace: SourceTrace,
  { state, annotations }: LoadedTrace,
): Promise<JudgedAnswer> {
  const { ruling } = foldAnnotations(annotations);
  const { expected } = trace;
  const answer = sessionAnswer(state).answer;
  if (expected === null || answer === null) return { expected, verdict: null, ruling };
  const engine = openEngine(terminal);
  try {
    const question = state.session?.question;
    return { expected, verdict: await judgeThoroughly(answer, expected, { question }, engine.ask), ruling };
  } finally {
    engine.close();
  }
}

async function storedTrace(id: string, data: string): Promise<NamedTrace> {
  if (!/^[\w-]+$/.test(id)) throw new CommandError('not-found', `${id}: there is no such file.`);
  const store = await requireStore(data);
  try {
    const record = await store.session(id);
    if (!record)
      throw new CommandError('not-found', `${id} is neither a file nor a session stored in ${data}.`);
    const events: TraceEvent[] = [];
    for await (const event of storedEvents(store, id)) events.push(event);
    const { annotations } = await store.annotations(id);
    const { verdict, ruling } = verdictView(record);
    const judged = { expected: record.expected, verdict, ruling };
    return { name: id, events, state: foldEvents(events), annotations, judged };
  } finally {
    await store.close();
  }
}
