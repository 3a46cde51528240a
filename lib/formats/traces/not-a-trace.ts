import type { ImportProblem } from '#lib/contract/imports.ts';
import { isPage } from './page-log.ts';

export interface NotATrace {
  /** What the file is, in words that follow “This is”. */
  readonly what: string;
  readonly remedy: string;
}

const CURATION_REMEDY =
  'Open it under Curate (or with `sprintscope curate --separation`) together with the other files of its number; or import the trajectory_data file, which is the finished trace.';

const byPath: readonly { pattern: RegExp; what: string; remedy: string }[] = [
  {
    pattern: /(?:^|\/)component_(?:separation|inline)_[^/]*\.txt$/i,
    what: 'a curation record (the steps that a trace was taken apart into), not a trace',
    remedy: CURATION_REMEDY,
  },
  {
    pattern: /(?:^|\/)created_dag_[^/]*\.json$/i,
    what: 'a curation record (which step depends on which), not a trace',
    remedy: CURATION_REMEDY,
  },
  {
    pattern: /(?:^|\/)[^/]*_prompt\.txt$/i,
    what: 'an instruction text for a model, not a trace',
    remedy: 'Leave it out; it can be used as an instruction text in the settings.',
  },
  {
    pattern: /(?:^|\/)[^/]*_labels\.csv$/i,
    what: 'a list of labels (which answers were right), without any trace',
    remedy: 'Leave it out.',
  },
];

const PROGRAM =
  /\.(?:py|pyi|ipynb|js|mjs|cjs|jsx|ts|tsx|sh|bash|bat|ps1|c|h|cc|cpp|hpp|java|go|rs|rb|r|lua|sql|css|scss|ya?ml|toml|ini|cfg|conf|lock|env|xml|svg|dockerfile)$|(?:^|\/)(?:Makefile|Dockerfile)$/i;
const DOCUMENT =
  /\.(?:md|markdown|rst|html?|tex|bib|rtf)$|(?:^|\/)(?:LICENSE|README|CHANGELOG|NOTICE)(?:\.[a-z]+)?$/i;

/** A file that certainly contains no trace, by its name or its first characters; null for everything else. */
export function notATrace(path: string, text: string, hasTags: boolean): NotATrace | null {
  const named = byPath.find(({ pattern }) => pattern.test(path));
  if (named) return named;
  const head = text.slice(0, 2_000).trimStart();
  if (/^#+ Component 1\b/.test(head) && /<description>|\*\*Description/i.test(head))
    return { what: byPath[0]?.what ?? '', remedy: CURATION_REMEDY };
  if (/^\{\s*"\d+"\s*:\s*\[[\d,\s]*\]/.test(head))
    return { what: byPath[1]?.what ?? '', remedy: CURATION_REMEDY };
  if (isPage(text))
    return {
      what: 'a web page without a log of Sprintscope in it',
      remedy:
        'A page that Sprintscope exported is read. Of another one save the text of the trace and import that.',
    };
  if (hasTags) return null;
  if (PROGRAM.test(path))
    return {
      what: 'a program or its settings, not a trace',
      remedy: 'Leave it out, or choose its format by hand.',
    };
  if (DOCUMENT.test(path) && !/<\/?think>/i.test(text))
    return { what: 'a document, not a trace', remedy: 'Leave it out, or choose its format by hand.' };
  return null;
}

export const notATraceProblem = (path: string, { what, remedy }: NotATrace): ImportProblem => ({
  place: { path },
  type: 'no-trajectory',
  message: `This is ${what}.`,
  remedy,
});
