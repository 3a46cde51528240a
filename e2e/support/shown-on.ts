import type { Page } from '@playwright/test';

/** Everything that a page holds: its markup, and what its fields hold, which no markup shows. */
export const shownOn = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...Array.from(
        document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea'),
        ({ value }) => value,
      ),
    ].join('\n'),
  );
