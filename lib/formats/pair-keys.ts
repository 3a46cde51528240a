/** What a file's name says besides the ID: which program wrote it, and which side of a pair it is. */
const PREFIX =
  /^(?:planner_trajectory|base_model_trajectory|sprint|sequential|baseline|base_model|planner)[_-]+/i;
const SUFFIX = /[_.-]+(?:sprint|sequential|baseline|planner)$/i;

/** The ID in a file's name, that its partner of the other strategy shares; null where the name has none. */
export function keyOf(path: string): string | null {
  const file = path.split(/[\\/]/).at(-1) ?? '';
  const name = file.replace(/\.(?:txt|text|log|md|jsonl?|ndjson|out|transcript|html?)$/i, '');
  return bareKey(name.replace(PREFIX, '').replace(SUFFIX, ''));
}

/** An ID without the `test_` that data sets put before it: files and tables of one run disagree about that. */
export function bareKey(id: string): string | null {
  const key = id.trim().replace(/^test[_-](?=.)/i, '');
  return key === '' ? null : key;
}

/** Folders that say which side of a pair lies in them, or nothing at all. */
const NEUTRAL =
  /^(?:sprint|sequential|baseline|rft|base|base[_-]?model|planner|logs?|logs_.*|traces?|trajectories|corpus|data|results?|outputs?|.*\.zip)$/i;

/** The set of questions that a path's ID counts in: the nearest folder that says more than a side. */
export function datasetOf(path: string): string {
  const folders = path.split(/[\\/]/).slice(0, -1);
  const folder = folders.findLast((name) => name !== '' && !NEUTRAL.test(name)) ?? '';
  return folder
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/default$/, '');
}
