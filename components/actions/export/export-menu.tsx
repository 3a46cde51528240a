'use client';

import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import { useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';
import { dialogOnDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import type { ExportFormatId } from '#lib/contract/exports.ts';
import { exportFormats } from '#lib/formats/export/export-formats.ts';
import { allPieces } from '#lib/trace/pieces.ts';

const files = () => import('./export-files.ts');
const filesAhead = {
  preload: () =>
    files().then(
      () => true,
      () => false,
    ),
};
const EmbedDialog = dialogOnDemand(() => import('./embed-dialog.tsx').then((module) => module.EmbedDialog));
const ahead = [EmbedDialog, filesAhead] as const;

const icons: Readonly<Record<ExportFormatId, MenuItem['icon']>> = {
  log: 'scroll',
  transcript: 'text',
  markdown: 'notebook',
  html: 'player',
  'graph-svg': 'branches',
  'timeline-svg': 'gantt',
  'chrome-trace': 'activity',
  otlp: 'waypoints',
};

/** The menu of all export formats of the session. */
export function ExportMenu({ startsOpen }: { startsOpen?: boolean }) {
  const { items, busy, empty, dialog } = useExportItems();
  return (
    <>
      <Menu label="Export" items={items} startsOpen={startsOpen}>
        {(trigger) => (
          <Button
            {...trigger}
            busy={busy}
            disabled={empty}
            icon={<Download size={14} aria-hidden="true" />}
            aria-label="Export"
          >
            <span className="hidden md:inline">Export</span>
          </Button>
        )}
      </Menu>
      {dialog}
    </>
  );
}

/**
 * All export formats of the session; for a running one they hold what has arrived so far. The caller also renders
 * `dialog`.
 */
export function useExportItems(): { items: MenuItem[]; busy: boolean; empty: boolean; dialog: ReactNode } {
  const session = useSessionHandle();
  const source = useSession((view) => view.source);
  const empty = useSession((view) => view.length === 0);
  const thought = useSession((view) => allPieces(view.trace).some(({ thinking }) => thinking !== ''));
  const [busy, setBusy] = useState(false);
  const [embedding, setEmbedding] = useState(false);
  useFetchAhead(ahead);

  const run = (work: () => Promise<void>) => {
    setBusy(true);
    work()
      .catch(reportFailure)
      .finally(() => setBusy(false));
  };

  const items: MenuItem[] = [
    // A page without a server is that file already, and has no player to put into another.
    ...exportFormats
      .filter(({ id }) => source.kind !== 'embedded' || id !== 'html')
      .flatMap(({ id, title, extension, description }): MenuItem[] => {
        const item: MenuItem = {
          id,
          label: title,
          description,
          hint: `.${extension}`,
          icon: icons[id],
          separated: id === 'graph-svg' || id === 'chrome-trace',
          onSelect: () => run(async () => (await files()).downloadExport(session, id)),
        };
        if (id !== 'transcript' || !thought) return [item];
        const bare: MenuItem = {
          ...item,
          id: 'transcript-bare',
          label: `${title}, without thinking`,
          description: 'As SPRINT models are tuned on.',
          onSelect: () => run(async () => (await files()).downloadExport(session, id, { thinking: false })),
        };
        return [item, bare];
      }),
    ...(['graph', 'timeline'] as const).map(
      (drawing, at): MenuItem => ({
        id: `${drawing}-png`,
        label: drawing === 'graph' ? 'Graph as a picture' : 'Timeline as a picture',
        description: 'For slides, at twice the size.',
        hint: `.${drawing}.png`,
        icon: 'picture',
        separated: at === 0,
        onSelect: () => run(async () => (await files()).downloadPng(session, drawing)),
      }),
    ),
  ];
  if (source.kind === 'embedded') return { items, busy, empty, dialog: null };
  items.push({
    id: 'embed',
    label: 'Embed…',
    description: 'The player in a frame of another page.',
    icon: 'code',
    separated: true,
    onSelect: () => setEmbedding(true),
  });
  const dialog = <EmbedDialog source={source} open={embedding} onClose={() => setEmbedding(false)} />;
  return { items, busy, empty, dialog };
}
