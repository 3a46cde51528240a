import { assertUnreachable } from '#lib/base/assert.ts';
import type { EditLog } from '#lib/contract/curation-edits.ts';
import type { CurationStage, CurationSummary, Proposal, SourceLines } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { readAuthorsRecord } from '#lib/curation/authors-files/authors-files.ts';
import { curate } from '#lib/curation/curate.ts';
import { replayEditLog } from '#lib/curation/edits/edit-log.ts';
import type { EditRefusal } from '#lib/curation/edits/edit-refusal.ts';
import { openSource } from '#lib/curation/open-source.ts';
import { propose } from '#lib/curation/propose/propose.ts';
import { summarise } from '#lib/curation/record.ts';
import { segment } from '#lib/curation/segment.ts';

/** A source with counted lines. */
export interface CountedSource {
  readonly source: SourceLines;
  readonly lineTokens: readonly number[];
}

/** The texts of a record that we know apart from the source. */
export interface RecordTexts {
  readonly question: string | null;
  readonly expected: string | null;
  readonly answer: string | null;
}

/** CPU work for one record: plain data, as we send it to a worker. */
export type CurationJob =
  /** Segments a trace as it came, and counts its lines. The trace's own fields fill in what is not known. */
  | { readonly type: 'open'; readonly text: string; readonly texts: RecordTexts }
  | {
      readonly type: 'open-authors';
      readonly files: { separation: string; inline?: string; dag: string };
      readonly texts: RecordTexts;
    }
  /** Steps and dependencies by rules. */
  | {
      readonly type: 'propose';
      readonly source: SourceLines;
      readonly question: string | null;
      readonly asked?: 'built-in';
    }
  /** Everything that follows from a proposal and the corrections to it. */
  | {
      readonly type: 'compute';
      readonly counted: CountedSource;
      readonly texts: RecordTexts;
      readonly proposal: Proposal;
      readonly editLog: EditLog;
      readonly settings: CurationSettings;
    }
  /** `open`, `propose` and `compute` in one: what a trace goes through in a batch by rules. */
  | {
      readonly type: 'curate';
      readonly text: string;
      readonly texts: RecordTexts;
      readonly settings: CurationSettings;
      readonly asked?: 'built-in';
    };

export interface Opened {
  readonly counted: CountedSource;
  readonly texts: RecordTexts;
}

export interface Computed {
  readonly summary: CurationSummary;
  readonly kept: boolean;
  readonly stage: CurationStage;
  readonly trajectory: string;
}

export interface CurationJobResults {
  open: Opened;
  'open-authors': Opened & { readonly proposal: Proposal };
  propose: Proposal;
  compute: Computed | { readonly refused: EditRefusal; readonly index: number };
  curate: Opened & { readonly proposal: Proposal; readonly computed: Computed };
}

export type CountTokens = (text: string) => number;

/** Never waits for anything outside. Throws whatever its parts throw for unreadable texts (AuthorsFilesError). */
export async function runCurationJob<J extends CurationJob>(
  job: J,
  countTokens: CountTokens,
): Promise<CurationJobResults[J['type']]> {
  return (await run(job, countTokens)) as CurationJobResults[J['type']];
}

async function run(
  job: CurationJob,
  countTokens: CountTokens,
): Promise<CurationJobResults[CurationJob['type']]> {
  switch (job.type) {
    case 'open':
      return open(job.text, job.texts, countTokens);
    case 'open-authors':
      return openAuthors(job, countTokens);
    case 'propose':
      return proposeByRules(job.source, job.question, job.asked);
    case 'compute': {
      const { counted, texts, proposal, editLog, settings } = job;
      const draft = replayEditLog(counted.source, proposal.decomposition, editLog);
      if ('refused' in draft) return draft;
      return compute(
        counted,
        texts,
        { ...proposal, decomposition: draft.decomposition },
        settings,
        countTokens,
      );
    }
    case 'curate': {
      const opened = open(job.text, job.texts, countTokens);
      const { counted, texts } = opened;
      const proposal = await proposeByRules(counted.source, texts.question, job.asked);
      return { ...opened, proposal, computed: compute(counted, texts, proposal, job.settings, countTokens) };
    }
    default:
      return assertUnreachable(job);
  }
}

function open(text: string, known: RecordTexts, countTokens: CountTokens): Opened {
  const opened = openSource(text);
  const texts = {
    question: known.question ?? opened.question,
    expected: known.expected,
    answer: known.answer ?? opened.answer,
  };
  return { counted: counted(segment(opened.text), countTokens), texts };
}

function counted(source: SourceLines, countTokens: CountTokens): CountedSource {
  const lineTokens = source.lines.map(({ start, end, missing }) =>
    missing ? 0 : countTokens(source.text.slice(start, end)),
  );
  return { source, lineTokens };
}

function openAuthors(
  { files, texts }: Extract<CurationJob, { type: 'open-authors' }>,
  countTokens: CountTokens,
): CurationJobResults['open-authors'] {
  const { source, decomposition, diagnostics } = readAuthorsRecord(files);
  const by = { kind: 'authors-files' } as const;
  const usage = { calls: 0, inputTokens: 0, outputTokens: 0 };
  return {
    counted: counted(source, countTokens),
    texts,
    proposal: { stepsBy: by, parentsBy: by, decomposition, diagnostics, usage },
  };
}

const proposeByRules = (
  source: SourceLines,
  question: string | null,
  asked?: 'built-in',
): Promise<Proposal> =>
  propose({ source, question, proposer: { kind: 'rules', ...(asked && { asked }) }, signal: NEVER });

const NEVER = new AbortController().signal;

function compute(
  { source }: CountedSource,
  texts: RecordTexts,
  { decomposition, diagnostics }: Proposal,
  settings: CurationSettings,
  countTokens: CountTokens,
): Computed {
  const curated = curate({ source, ...texts, decomposition, settings, countTokens });
  const { stages, steps, trajectory, kept } = curated;
  return {
    summary: summarise(curated, diagnostics.length),
    kept,
    stage: stages.length > 0 ? 'packed' : steps.length > 0 ? 'dag' : 'imported',
    trajectory,
  };
}
