import { profiles } from '#lib/contract/curation-settings.ts';
import { test as base } from '../fixtures.ts';
import { BatchPage } from '../pages/batch-page.ts';
import { CuratePage } from '../pages/curate-page.ts';
import { CurationBatchApi } from './curation-batch-api.ts';

interface Fixtures {
  curation: CurationBatchApi;
  curate: CuratePage;
  batchPage: BatchPage;
}

export const test = base.extend<Fixtures>({
  curation: async ({ context, request, baseURL }, use) => {
    const curation = new CurationBatchApi(request, baseURL ?? '');
    await use(curation);
    // A page that still requests its batch would get an error, and log it.
    await Promise.all(context.pages().map((page) => page.close()));
    await curation.cleanUp();
  },
  curate: async ({ page }, use) => use(new CuratePage(page)),
  batchPage: async ({ page }, use) => use(new BatchPage(page)),
});

/** Every ratio is good enough: the filter rejects records only for their answer. */
export const lenient = { ...profiles.paper, profile: 'custom', minRatio: 0 };
