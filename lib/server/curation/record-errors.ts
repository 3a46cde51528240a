import { ServerError } from '../errors.ts';

export const recordNotFound = () =>
  new ServerError('curation-record-not-found', 'There is no such record. It may have been deleted.');

export const batchNotFound = () =>
  new ServerError('curation-batch-not-found', 'There is no such batch. It may have been deleted.');

export const atWork = () =>
  new ServerError('curation-state', 'This record is being taken apart.', {
    remedy: 'Wait until it is done, then try again.',
  });
