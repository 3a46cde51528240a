/** What answers look like, fetched when the page is at rest (answer-check.ts); those of curation: curation-forms.ts. */
export { judgementSchema } from '#lib/answers/judged-answer-schema.ts';
export { storedAnnotationsSchema } from '#lib/contract/annotations.ts';
export {
  discoverySchema,
  endpointListSchema,
  endpointSchema,
  endpointTestSchema,
} from '#lib/contract/endpoints.ts';
export { findingPageSchema } from '#lib/contract/findings.ts';
export { healthSchema } from '#lib/contract/health.ts';
export { importAnswerSchema, importBatchSchema } from '#lib/contract/imports.ts';
export { bulkResultSchema, libraryPageSchema } from '#lib/contract/library.ts';
export { createdSchema, sessionPageSchema, sessionSchema } from '#lib/contract/session.ts';
