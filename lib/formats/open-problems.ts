import type { ImportProblem, ImportProblemType } from '#lib/contract/imports.ts';
import type { Expanded } from './expand-entry.ts';
import type { ImportLimits } from './limits.ts';
import { sizeText } from './sizes.ts';

type ArchiveProblemType = 'zip-damaged' | 'zip-too-deep' | 'zip-ratio' | 'binary';

/** Why an archive as a whole was not opened, or not further. */
export function archiveProblem(path: string, type: ArchiveProblemType, limits: ImportLimits): ImportProblem {
  const texts: Record<ArchiveProblemType, readonly [message: string, remedy: string]> = {
    'zip-damaged': [
      'The zip archive is damaged or incomplete: its directory does not fit what is in it.',
      'Download or pack it again.',
    ],
    'zip-too-deep': [
      `Archives within archives are opened ${limits.maxArchiveDepth} deep; this one lies deeper.`,
      'Unpack the outer archives first.',
    ],
    'zip-ratio': [
      `The archive unfolds to more than ${limits.maxRatio} times its size; it was not expanded further.`,
      'Unpack it yourself if you trust it, and import the files.',
    ],
    binary: ['This is an office document, not text.', 'Save its table as CSV, or paste its text.'],
  };
  const [message, remedy] = texts[type];
  return { place: { path }, type, message, remedy };
}

type EntryFailure = Extract<Expanded, { ok: false }>['why'];

/** Why one entry of an archive was not opened. */
export function entryProblem(path: string, why: EntryFailure, limits: ImportLimits): ImportProblem {
  const texts: Record<EntryFailure, readonly [type: ImportProblemType, message: string, remedy: string]> = {
    damaged: ['zip-damaged', 'This entry of the archive is damaged.', 'Download or pack the archive again.'],
    encrypted: [
      'zip-encrypted',
      'This entry of the archive is encrypted.',
      'Unpack it with its password first.',
    ],
    method: [
      'zip-damaged',
      'This entry is packed with a method that is not opened here (only deflate is).',
      'Pack it again as an ordinary zip archive.',
    ],
    'too-large': [
      'too-large',
      `Expanded, this entry has more than ${sizeText(limits.maxFileBytes)}; it was not opened.`,
      'Split it into smaller files.',
    ],
    ratio: [
      'zip-ratio',
      `This entry unfolds to more than ${limits.maxRatio} times its size; it was not expanded further.`,
      'Unpack it yourself if you trust it, and import the file.',
    ],
    total: [
      'too-large',
      `The archive holds more than ${sizeText(limits.maxExpandedBytes)}; this entry and the rest were not opened.`,
      'Import it in several parts.',
    ],
  };
  const [type, message, remedy] = texts[why];
  return { place: { path }, type, message, remedy };
}
