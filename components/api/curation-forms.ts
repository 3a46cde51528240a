/** What answers of the curation part look like, fetched when the page is at rest (answer-check.ts). */
export {
  curationBatchesSchema,
  curationBatchSchema,
  distributionsSchema,
} from '#lib/contract/curation-batch.ts';
export {
  curationPageSchema,
  curationRecordSchema,
  keptSchema,
  savedDraftSchema,
} from '#lib/contract/curation-record.ts';
export { inspectedSchema } from '#lib/contract/data-set.ts';
export { createdSchema } from '#lib/contract/session.ts';
