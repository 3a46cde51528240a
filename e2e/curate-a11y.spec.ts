import { expect } from './fixtures.ts';
import { violationsInBoth } from './support/accessibility.ts';
import { lenient, test } from './support/curation-fixtures.ts';
import { curationRows, jsonLines } from './support/curation-traces.ts';

test.describe('accessibility', () => {
  // Reduced motion: a colour that is on its way to another has no contrast to measure.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('axe finds nothing, light and dark, on a desktop and a phone, and nothing is wider than it', async ({
    curate,
    batchPage,
    curation,
    page,
  }) => {
    test.slow();
    const { id } = await curation.runBatch('sums.jsonl', jsonLines(curationRows(6)), lenient);
    await curation.sample(id, 3, 1);
    const check = async (what: string) => {
      expect.soft(await violationsInBoth(page), what).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(width, `${what}: wider than the window`).toBeLessThanOrEqual(0);
    };
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const how = `${viewport.width} wide`;
      await page.setViewportSize(viewport);
      await curate.open();
      await curate.input.getByText('Thresholds').click();
      await check(`first page, ${how}`);
      await curate.drop([{ name: 'rows.jsonl', content: jsonLines(curationRows(2)) }]);
      await expect(curate.input.getByRole('region', { name: 'First rows' })).toBeVisible();
      await check(`data set, ${how}`);
      await batchPage.open(id);
      await expect(batchPage.rows.first()).toBeVisible();
      await batchPage.funnelTable();
      await check(`batch, ${how}`);
      await batchPage.button('Export').click();
      await expect(batchPage.dialog.getByRole('region', { name: 'First row' })).toBeVisible();
      await check(`export, ${how}`);
      await page.goto(`/curate/batches/${id}/review`);
      await expect(page.getByRole('region', { name: 'Stage 1' })).toBeVisible();
      await check(`review, ${how}`);
    }
  });
});
