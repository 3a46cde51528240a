'use client';

import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { formatCount } from '#components/ui/format.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** Two windows changed the same record: a person says which version stays. */
export function ConflictDialog() {
  const conflict = useWorkbench((state) => state.conflict);
  const cursor = useWorkbench(({ editLog }) => editLog.cursor);
  const { resolveConflict } = useWorkbenchActions();
  return (
    <Dialog
      open={conflict !== null}
      // Left open, nothing would ever be saved again.
      onClose={() => resolveConflict('load-stored')}
      title="Changed in another window"
      description="This record was saved elsewhere after this page began. Only one of the two versions can stay."
      footer={
        <>
          <Button onClick={() => resolveConflict('load-stored')}>Load the other version</Button>
          <Button variant="danger" onClick={() => resolveConflict('overwrite')}>
            Overwrite it with this one
          </Button>
        </>
      }
    >
      <p className="text-ui">
        Here {formatCount(cursor, 'correction')}; the other version has{' '}
        {formatCount(conflict?.stored.editLog.cursor ?? 0, 'correction')}.
      </p>
    </Dialog>
  );
}
