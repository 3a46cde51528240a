'use client';

import { isUnderWay, useRecord } from './use-record.ts';
import { WorkbenchLayout } from './workbench-layout.tsx';
import { WorkbenchProvider } from './workbench-provider.tsx';
import {
  FailedRecord,
  LoadingWorkbench,
  NoSuchRecord,
  RecordUnderWay,
  UnreachableRecord,
} from './workbench-states.tsx';
import { isTakenApart } from './workbench-store.ts';

/** One curation record: the workbench, or what keeps it from being here. */
export function WorkbenchPage({ id }: { id: string }) {
  const { loaded, reload } = useRecord(id);
  switch (loaded.kind) {
    case 'loading':
      return <LoadingWorkbench />;
    case 'not-found':
      return <NoSuchRecord />;
    case 'failed':
      return <UnreachableRecord error={loaded.error} onRetry={reload} />;
    case 'here': {
      const { record } = loaded;
      if (isUnderWay(record)) return <RecordUnderWay record={record} />;
      if (!isTakenApart(record)) return <FailedRecord record={record} onRetry={reload} />;
      return (
        // Read again after it was taken apart anew, it is another workbench.
        <WorkbenchProvider key={`${record.id} ${record.revision}`} record={record}>
          <WorkbenchLayout onProposed={reload} />
        </WorkbenchProvider>
      );
    }
  }
}
