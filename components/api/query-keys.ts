import type { RecordListQuery } from '#lib/contract/curation-requests.ts';

/**
 * The names under which the browser keeps what the server said, all of them. `refresh` of a name reads everything again
 * that begins with it.
 */
export const queryKeys = {
  storage: ['storage'],
  endpoints: ['endpoints'],
  /** What lists show of stored sessions. */
  sessions: ['sessions'],
  recentSessions: ['sessions', 'recent'],
  /** @param shown rows in view: the number is asked for anew when they change */
  sessionTotal: (shown: number) => ['sessions', 'total', shown],
  library: ['sessions', 'library'],
  libraryNewest: ['sessions', 'library-newest'],
  findings: (kind: string) => ['findings', kind],
  /** What can be compared with a side, and what is paired with it. */
  candidates: (side: string | null) => ['candidates', side],
  pair: (side: string | null, ended: boolean) => ['pair', side, ended],
  pairTokens: (partner: string | null) => ['pair-tokens', partner],

  /** Batches and single records. */
  curationLists: ['curation', 'lists'],
  curationList: (records: number) => ['curation', 'lists', records],
  record: (id: string) => ['curation', 'record', id],
  /** Apart from `record`: it is not asked for again, and the workbench changes what it says. */
  reviewedRecord: (id: string | null) => ['curation', 'reviewed-record', id],
  neighbours: (batchId: string | null, index: number) => ['curation', 'neighbours', batchId, index],
  batch: (id: string) => ['curation', 'batch', id],
  records: (batchId: string, query: RecordListQuery) => ['curation', 'records', batchId, query],
  sample: (batchId: string) => ['curation', 'sample', batchId],
  keptRejected: (batchId: string, rejected: number) => ['curation', 'kept-rejected', batchId, rejected],
  distributions: (batchId: string) => ['curation', 'distributions', batchId],
  exportPreview: (path: string | null) => ['curation', 'export-preview', path],
} as const;
