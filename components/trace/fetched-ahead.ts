import { dialogOnDemand, onDemand } from '#components/ui/on-demand.tsx';

/** Nobody reads these before the graph stands: they are fetched in the first idle moment (workspace.tsx). */

/** Is there once it has been fetched; what it shows stands under everything that was there before. */
export const RailDetails = onDemand(() => import('./rail-details.tsx').then((module) => module.RailDetails), {
  wanted: () => false,
});
export const Inspector = onDemand(() =>
  import('#components/inspector/inspector.tsx').then((module) => module.Inspector),
);
export const TranscriptView = onDemand(() =>
  import('#components/transcript/transcript-view.tsx').then((module) => module.TranscriptView),
);
export const KeysDialog = dialogOnDemand(() =>
  import('#components/ui/keys/keys-dialog.tsx').then((module) => module.KeysDialog),
);

/** Most sessions ended well and have none: the page waits for it where it opens with one (`useNoticesFirst`). */
export const SessionNotices = onDemand(() =>
  import('./session-notices.tsx').then((module) => module.SessionNotices),
);

export const fetchedAhead = [SessionNotices, RailDetails, Inspector, TranscriptView, KeysDialog] as const;
