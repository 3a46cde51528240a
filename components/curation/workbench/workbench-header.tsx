'use client';

import { ArrowLeft, Check, ChevronLeft, ChevronRight, CloudOff, Play, Redo2, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { previewHref } from '#components/actions/compare/side-source.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { keepPrevious, useServerData } from '#components/api/server-data.ts';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, ButtonLink, IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import { useWhenSaved } from './use-when-saved.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** The panels that a person can open beside the panes. */
export type Aside = 'settings' | 'about' | 'diff';

export const recordPath = (id: string): string => `/curate/${encodeURIComponent(id)}`;
export const batchPath = (id: string | null): string =>
  id === null ? '/curate' : `/curate/batches/${encodeURIComponent(id)}`;

/** The record's origin and name, whether it is saved, and Play. */
export function WorkbenchHeader() {
  const batchId = useWorkbench((state) => state.record.batchId);
  const sourceName = useWorkbench((state) => state.record.sourceName);
  const question = useWorkbench((state) => state.question);
  const title = plainHead(question ?? '', 160) || sourceName;
  useEffect(() => {
    document.title = `${plainHead(title, 60)} · Curate · Sprintscope`;
  }, [title]);
  return (
    <AppHeader
      title={
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={batchPath(batchId)}
            prefetch={false}
            aria-label={batchId === null ? 'Back to Curate' : 'Back to the batch'}
            className="-m-1 inline-flex shrink-0 rounded-md p-1 text-mute hover:bg-line-soft hover:text-ink"
          >
            <ArrowLeft size={15} aria-hidden="true" />
          </Link>
          <h1 className="truncate font-medium text-ui">{title}</h1>
          {title === sourceName ? null : (
            <span className="min-w-0 max-w-[40%] shrink-[2] truncate text-mute text-xs max-md:hidden">
              {sourceName}
            </span>
          )}
        </span>
      }
    >
      <Saving />
      <Neighbours />
      <span className="flex items-center">
        <UndoButtons />
      </span>
      <PlayButton />
    </AppHeader>
  );
}

function Saving() {
  const saving = useWorkbench((state) => state.saving);
  const problem = useWorkbench((state) => state.saveProblem);
  const { saveNow } = useWorkbenchActions();
  if (saving === 'failed') {
    return (
      <Tooltip
        side="bottom"
        content={[
          problem?.title,
          problem?.detail,
          problem?.remedy,
          'What you changed is kept in this browser.',
        ]
          .filter(Boolean)
          .join(' ')}
      >
        <Button size="sm" variant="danger" icon={<CloudOff size={13} aria-hidden="true" />} onClick={saveNow}>
          Not saved<span className="max-md:hidden">: try again</span>
        </Button>
      </Tooltip>
    );
  }
  return (
    <span
      role="status"
      data-saving={saving}
      className={cn(
        'flex items-center gap-1 whitespace-nowrap text-xs',
        saving === 'saved' ? 'text-mute' : 'text-ink',
      )}
    >
      {saving === 'saved' ? <Check size={13} aria-hidden="true" /> : <Spinner />}
      <span className="max-sm:sr-only">{saving === 'saved' ? 'Saved' : 'Saving'}</span>
    </span>
  );
}

/** The records before and after this one in its batch. */
function Neighbours() {
  const batchId = useWorkbench((state) => state.record.batchId);
  const index = useWorkbench((state) => state.record.index);
  const { previous, next } = useNeighbours(batchId, index);
  if (batchId === null) return null;
  return (
    <nav aria-label="Records of the batch" className="flex items-center max-sm:hidden">
      <ToRecord id={previous} name="Previous record">
        <ChevronLeft size={15} aria-hidden="true" />
      </ToRecord>
      <span className="px-1 text-mute text-xs tabular-nums">{index + 1}</span>
      <ToRecord id={next} name="Next record">
        <ChevronRight size={15} aria-hidden="true" />
      </ToRecord>
    </nav>
  );
}

function ToRecord({ id, name, children }: { id: string | null; name: string; children: React.ReactNode }) {
  if (id === null)
    return (
      <span className="flex size-7 items-center justify-center text-faint opacity-50" aria-hidden="true">
        {children}
      </span>
    );
  return (
    <ButtonLink size="sm" variant="ghost" className="w-7 px-0!" href={recordPath(id)} aria-label={name}>
      {children}
    </ButtonLink>
  );
}

/** Opens source and rounds side by side; stores nothing. */
function PlayButton() {
  const router = useRouter();
  const id = useWorkbench((state) => state.record.id);
  const empty = useWorkbench((state) => state.curated.steps.length === 0);
  const { busy, whenSaved } = useWhenSaved();
  return (
    <Button
      variant="primary"
      busy={busy}
      disabled={empty}
      icon={<Play size={13} aria-hidden="true" className="fill-current" />}
      aria-label="Play source and result in Compare"
      onClick={() =>
        whenSaved(async () => {
          router.push(previewHref(id));
        })
      }
    >
      Play
    </Button>
  );
}

function UndoButtons() {
  const { undo, redo } = useWorkbenchActions();
  const cursor = useWorkbench(({ editLog }) => editLog.cursor);
  const length = useWorkbench(({ editLog }) => editLog.edits.length);
  return (
    <>
      <IconButton
        label="Undo"
        shortcut="Control+Z"
        size="sm"
        icon={<Undo2 size={14} />}
        disabled={cursor === 0}
        onClick={undo}
      />
      <IconButton
        label="Redo"
        shortcut="Control+Shift+Z"
        size="sm"
        icon={<Redo2 size={14} />}
        disabled={cursor === length}
        onClick={redo}
      />
    </>
  );
}

interface NeighbourIds {
  readonly previous: string | null;
  readonly next: string | null;
}

const none: NeighbourIds = { previous: null, next: null };

/**
 * Ids of the records around a place in a batch; the cursor for a batch's list is the place after which it continues.
 */
function useNeighbours(batchId: string | null, index: number): NeighbourIds {
  // The page is complete without them: it need not report a failure here.
  const { data = none } = useServerData({
    queryKey: queryKeys.neighbours(batchId, index),
    queryFn: ({ signal }) => (batchId === null ? none : loadNeighbours(batchId, index, signal)),
    enabled: batchId !== null,
    placeholderData: keepPrevious,
  });
  return data;
}

async function loadNeighbours(batchId: string, index: number, signal: AbortSignal): Promise<NeighbourIds> {
  const after = (cursor: number) =>
    curationApi.listRecords({ batchId, limit: 1, ...(cursor >= 0 && { cursor: String(cursor) }) }, signal);
  const [before, later] = await Promise.all([index > 0 ? after(index - 2) : null, after(index)]);
  const previous = before?.rows[0];
  return {
    previous: previous && previous.index < index ? previous.id : null,
    next: later.rows[0]?.id ?? null,
  };
}
