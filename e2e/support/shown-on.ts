import type { Page } from '@playwright/test';

/** The whole content of a page: its markup, and the values of its fields, which no markup contains. */
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
