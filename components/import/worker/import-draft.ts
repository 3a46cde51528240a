import {
  type Found,
  type FoundKey,
  type FoundProblem,
  type FoundTrace,
  QUESTION_HEAD,
} from '#components/import/import-types.ts';
import { type AnswerKey, type AnswerKeyEntry, createAnswerKey } from '#lib/answers/answer-key.ts';
import { formatBytes } from '#lib/base/format.ts';
import type { FileFormat, ImportProblem } from '#lib/contract/imports.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import {
  isImportProblem,
  type OpenedFile,
  openFiles,
  type SourceFile,
} from '#lib/formats/files/open-files.ts';
import { withKeyAnswer } from '#lib/formats/traces/answer-keys.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { createDraftPairs } from './draft-pairs.ts';
import { matchStored, type StoredMatches } from './stored-matches.ts';

/**
 * Texts that we hold until they are sent, in UTF-16 units: a tab has about 2 GB, and an archive may unpack to half of
 * that. Fifty times the size of 500 trajectories.
 */
const MOST_HELD = 256 * 1024 * 1024;

interface DraftFile {
  readonly id: number;
  readonly opened: OpenedFile;
  chosen: FileFormat | null;
  format: FileFormat;
  why: string;
  traces: readonly DraftTrace[];
  problems: readonly FoundProblem[];
  /** Entries of an answer key. */
  answers: readonly AnswerKeyEntry[];
}

interface DraftTrace {
  readonly id: number;
  readonly source: SourceTrace;
  readonly bytes: number;
  /** Typed by hand. */
  question: string | null;
}

export interface ReadingProgress {
  readonly files: number;
  readonly bytes: number;
  readonly traces: number;
  readonly current: string;
}

/** A trace as it is sent: with what its partner or a person added. */
export interface DraftSource {
  readonly trace: SourceTrace;
  readonly bytes: number;
  readonly pair: string | null;
}

/**
 * What was given for import and what is in it: opened, read and paired by lib/formats, corrected by hand. Holds the
 * texts, so it lives in the worker.
 */
export function createImportDraft() {
  const held = createHeldFiles();
  const { files, all, asSent, pairing } = held;
  return {
    /** Opens and reads one file after the other; ends early when the signal aborts, keeping what it has. */
    async open(
      given: Iterable<SourceFile>,
      onProgress: (progress: ReadingProgress) => void,
      signal?: AbortSignal,
    ): Promise<void> {
      const progress = { files: 0, bytes: 0, traces: 0, current: '' };
      function* announced(): Generator<SourceFile> {
        for (const file of given) {
          if (signal?.aborted) return;
          progress.current = file.path;
          onProgress(progress);
          yield file;
          progress.files++;
          progress.bytes += file.size;
        }
      }
      for await (const one of openFiles(announced())) {
        if (signal?.aborted) break;
        if (isImportProblem(one)) held.refuse(one);
        else progress.traces += held.add(one);
        progress.current = isImportProblem(one) ? one.place.path : one.path;
        onProgress(progress);
      }
      onProgress(progress);
      held.changed();
    },

    /** Reads a file, or all files, again as `format`; null returns to the recognised one. Its corrections are lost. */
    setFormat(fileId: number | 'all', format: FileFormat | null): void {
      for (const file of files) {
        if ((fileId !== 'all' && file.id !== fileId) || file.chosen === format) continue;
        file.chosen = format;
        held.read(file);
      }
    },

    pair(id: number, partnerId: number): void {
      const before = pairing();
      held.pairs.join(id, partnerId, before.get(partnerId)?.pair ?? null);
      held.changed();
    },

    unpair(id: number): void {
      held.pairs.leave(id);
      held.changed();
    },

    /** An empty question removes the typed one. */
    setQuestion(id: number, question: string): void {
      const trace = all().find((candidate) => candidate.id === id);
      if (trace) trace.question = question.trim() === '' ? null : question.trim();
      held.changed();
    },

    found: (): Found => foundIn(held),

    /** The complete traces for these ids, with texts, in that order; leaves out unknown ids. */
    sources(ids: readonly number[]): ReadonlyMap<number, DraftSource> {
      const byId = pairing();
      const known = new Map(all().map((trace) => [trace.id, trace]));
      const sources = new Map<number, DraftSource>();
      for (const id of ids) {
        const trace = known.get(id);
        if (!trace) continue;
        const pair = byId.get(id)?.pair ?? null;
        sources.set(id, { trace: asSent(trace, byId), bytes: trace.bytes, pair });
      }
      return sources;
    },

    /** The entries of an answer key that match stored traces. */
    storedMatches: (fileId: number, rows: readonly LibraryRow[]): StoredMatches =>
      matchStored(files.find(({ id }) => id === fileId)?.answers ?? [], rows),
  };
}

export type ImportDraft = ReturnType<typeof createImportDraft>;

type Pairing = ReturnType<ReturnType<typeof createDraftPairs>['resolve']>;

/** The files that are held, as they were read last, and what they say of each other. */
function createHeldFiles() {
  const files: DraftFile[] = [];
  const unopened: FoundProblem[] = [];
  const pairs = createDraftPairs();
  let lastId = 0;
  let heldLength = 0;
  let resolved: Pairing | null = null;
  let key: AnswerKey | null = null;

  function read(file: DraftFile): void {
    const result = readSafely(file.opened, file.chosen);
    file.format = result.format;
    file.why = result.why;
    file.traces = result.traces.map((source) => ({
      id: ++lastId,
      source,
      bytes: utf8Length(source.text),
      question: null,
    }));
    file.answers = result.answers;
    file.problems = result.problems.map((problem) => ({ id: ++lastId, fileId: file.id, problem }));
    resolved = null;
    key = null;
  }

  function refuse(problem: ImportProblem): void {
    unopened.push({ id: ++lastId, fileId: null, problem });
  }

  /** How many traces are in it. */
  function add(opened: OpenedFile): number {
    if (heldLength + opened.text.length > MOST_HELD) {
      refuse(overHeld(opened.path));
      return 0;
    }
    heldLength += opened.text.length;
    const unread = { format: 'transcript', why: '', traces: [], problems: [], answers: [] } as const;
    const file: DraftFile = { id: ++lastId, opened, chosen: null, ...unread };
    read(file);
    files.push(file);
    return file.traces.length;
  }

  const all = () => files.flatMap((file) => file.traces);
  function pairing(): Pairing {
    resolved ??= pairs.resolve(
      all().map(({ id, source, question }) => ({
        id,
        source: question === null ? source : { ...source, question },
      })),
    );
    return resolved;
  }

  /** The keys of all files together. */
  function answerKey(): AnswerKey {
    key ??= createAnswerKey(files.flatMap(({ answers }) => answers));
    return key;
  }

  return {
    files,
    unopened,
    pairs,
    read,
    refuse,
    add,
    all,
    pairing,
    /** The trace as it will be sent, except for its text. */
    asSent: ({ id, source }: DraftTrace, byId: Pairing): SourceTrace =>
      withKeyAnswer({ ...source, question: byId.get(id)?.question ?? source.question }, answerKey()),
    /** Pairs are to be looked for again. */
    changed(): void {
      resolved = null;
    },
  };
}

type HeldFiles = ReturnType<typeof createHeldFiles>;

function foundIn({ files, unopened, all, pairing, asSent }: HeldFiles): Found {
  const byId = pairing();
  return {
    files: files.map(({ id, opened, format, why, chosen }) => ({
      id,
      path: opened.path,
      format,
      why,
      chosen: chosen !== null,
    })),
    traces: files.flatMap((file) =>
      file.traces.map((trace): FoundTrace => {
        const { question, expected } = asSent(trace, byId);
        return {
          id: trace.id,
          fileId: file.id,
          place: trace.source.place,
          kind: trace.source.kind,
          strategy: trace.source.strategy,
          question: question?.slice(0, QUESTION_HEAD) ?? null,
          questionFrom:
            trace.question !== null ? 'hand' : trace.source.question === null ? 'partner' : 'itself',
          bytes: trace.bytes,
          pair: byId.get(trace.id)?.pair ?? null,
          expected: expected?.slice(0, QUESTION_HEAD) ?? null,
        };
      }),
    ),
    problems: [...unopened, ...files.flatMap(({ problems }) => problems)],
    keys: files
      .filter(({ answers }) => answers.length > 0)
      .map((file) =>
        foundKey(
          file,
          all().map((trace) => asSent(trace, byId)),
        ),
      ),
  };
}

/** How many of the traces a key knows, whether or not they have a right answer of their own. */
function foundKey({ id, answers }: DraftFile, traces: readonly SourceTrace[]): FoundKey {
  const key = createAnswerKey(answers);
  const matched = traces.filter((trace) => key.find(trace) !== null).length;
  return { fileId: id, answers: answers.length, matched, traces: traces.length };
}

/** lib/formats reports everything as problems; if it throws all the same, the other files continue. */
function readSafely(opened: OpenedFile, chosen: FileFormat | null): ReturnType<typeof readTraces> {
  try {
    return readTraces(opened, chosen === null ? {} : { format: chosen });
  } catch (cause) {
    const problem: ImportProblem = {
      place: { path: opened.path },
      type: 'unknown-format',
      message: `The file could not be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: 'Choose another format for it.',
    };
    return {
      format: chosen ?? 'sequential',
      why: 'Reading it failed.',
      traces: [],
      problems: [problem],
      answers: [],
    };
  }
}

const overHeld = (path: string): ImportProblem => ({
  place: { path },
  type: 'too-large',
  message: `A page holds at most ${formatBytes(MOST_HELD)} of text; this file was not kept.`,
  remedy: 'Import what is found, then drop the rest.',
});

const encoder = new TextEncoder();
const utf8Length = (text: string): number => encoder.encode(text).length;
