'use client';

import { Download, Pause, Play, RotateCcw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { showToast } from '#components/ui/toast.tsx';
import { formatCount } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';

export interface BatchActionsProps {
  readonly batch: CurationBatch;
  readonly onChange: (batch: CurationBatch) => void;
  readonly onExport: () => void;
}

type Action = 'pause' | 'resume' | 'retry';

/** Pause, resume, run the failed again, export, delete. */
export function BatchActions({ batch, onChange, onExport }: BatchActionsProps) {
  const router = useRouter();
  const [busy, setBusy] = useState<Action | 'delete' | null>(null);
  const [asking, setAsking] = useState(false);
  const { status, counts, name, id } = batch;
  const done = counts.kept + counts.rejected + counts.failed;

  async function change(action: Action) {
    setBusy(action);
    try {
      onChange(await curationApi.changeBatch(id, action));
    } catch (error) {
      reportFailure(error);
    } finally {
      setBusy(null);
    }
  }

  async function remove() {
    setBusy('delete');
    try {
      await curationApi.deleteBatch(id);
      showToast({ tone: 'ok', title: 'Batch deleted.' });
      router.push('/curate');
    } catch (error) {
      reportFailure(error);
      setBusy(null);
      setAsking(false);
    }
  }

  return (
    <>
      {status === 'running' || status === 'importing' ? (
        <Button icon={<Pause size={14} />} busy={busy === 'pause'} onClick={() => void change('pause')}>
          Pause
        </Button>
      ) : null}
      {status === 'paused' ? (
        <Button
          variant="primary"
          icon={<Play size={14} className="fill-current" />}
          busy={busy === 'resume'}
          onClick={() => void change('resume')}
        >
          Resume
        </Button>
      ) : null}
      {counts.failed > 0 ? (
        <Button icon={<RotateCcw size={14} />} busy={busy === 'retry'} onClick={() => void change('retry')}>
          <span>
            Retry <span className="max-sm:sr-only">the {formatCount(counts.failed, 'failed', 'failed')}</span>
          </span>
        </Button>
      ) : null}
      <Button icon={<Download size={14} />} disabled={counts.kept === 0} onClick={onExport}>
        Export
      </Button>
      <IconButton label="Delete batch" icon={<Trash2 size={15} />} onClick={() => setAsking(true)} />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove()}
        busy={busy === 'delete'}
        title="Delete this batch?"
        description={`“${name}” is removed with its ${formatCount(counts.imported, 'record')} and their corrections.${done < counts.imported ? ' It is not done yet.' : ''} This cannot be undone; an export keeps a copy.`}
        confirmLabel="Delete"
      />
    </>
  );
}
