import { dialogOnDemand, onDemand } from '#components/ui/on-demand.tsx';

/** What nothing is chosen for yet: fetched in the first idle moment (traces-table.tsx). */
export const SelectionBar = onDemand(
  () => import('./selection-bar.tsx').then((module) => module.SelectionBar),
  {
    wanted: ({ rows }) => rows.length > 0,
  },
);
export const TagEditor = onDemand(() => import('./tag-editor.tsx').then((module) => module.TagEditor), {
  wanted: ({ anchor }) => anchor !== null,
  onGiveUp: ({ onClose }) => onClose(),
});
export const ColumnsDialog = dialogOnDemand(() =>
  import('./columns-dialog.tsx').then((module) => module.ColumnsDialog),
);

const asked = {
  wanted: ({ rows }: { rows: readonly unknown[] | null }) => rows !== null,
  onGiveUp: ({ onClose }: { onClose: () => void }) => onClose(),
};
export const DeleteDialog = onDemand(
  () => import('./bulk-dialogs.tsx').then((module) => module.DeleteDialog),
  asked,
);
export const ExportDialog = onDemand(
  () => import('./bulk-dialogs.tsx').then((module) => module.ExportDialog),
  asked,
);
export const PairDialog = onDemand(
  () => import('./bulk-dialogs.tsx').then((module) => module.PairDialog),
  asked,
);

export const KeysDialog = dialogOnDemand(() =>
  import('#components/ui/keys/keys-dialog.tsx').then((module) => module.KeysDialog),
);
/** In place of rows. */
export const EmptyLibrary = onDemand(() =>
  import('./empty-states.tsx').then((module) => module.EmptyLibrary),
);
export const NothingMatches = onDemand(() =>
  import('./empty-states.tsx').then((module) => module.NothingMatches),
);

export const fetchedAhead = [
  KeysDialog,
  NothingMatches,
  SelectionBar,
  TagEditor,
  ColumnsDialog,
  DeleteDialog,
  ExportDialog,
  PairDialog,
] as const;
