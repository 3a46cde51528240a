'use client';

import type { CurationBatch } from '#components/api/curation-schemas.ts';
import { Dialog } from '#components/ui/dialog.tsx';

export interface ExportDialogProps {
  readonly batch: CurationBatch;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ExportDialog({ open, onClose }: ExportDialogProps) {
  return <Dialog open={open} onClose={onClose} size="lg" title="Export training data" />;
}
