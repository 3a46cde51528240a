import { giveToCuration } from '#components/actions/curate/given-files.ts';
import { collectDrop } from './collect-files.ts';
import type { DroppedItems } from './take-drop.ts';

export { giveToCuration } from '#components/actions/curate/given-files.ts';
export { importDrop, importFiles, importText } from './import-actions.ts';

/** Folders are walked, and what is passed over in them stays out. */
export async function giveDrop(items: DroppedItems): Promise<void> {
  const { files } = await collectDrop(items, () => {});
  giveToCuration({ kind: 'files', files: files.map(({ file }) => file) });
}
