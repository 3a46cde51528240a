import type { Page } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Everything axe finds in the page, or in what a selector names: a line for each place. Asked in the page itself, so that only
 * violations come back: with what passed as well, and a second page to sum it up, as @axe-core/playwright does it, the session
 * page took 2.9 s instead of 0.3 (same rules, same findings).
 */
export async function violations(
  page: Page,
  { rules, within }: { rules?: string[]; within?: string } = {},
): Promise<string[]> {
  // axe asks frames only where it was loaded into them.
  if (page.frames().length > 1) throw new Error('Only the page itself would be checked, not its frames');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ runOnly, selector }) => {
      const found = await window.axe.run(selector ?? document, { runOnly, resultTypes: ['violations'] });
      return found.violations.flatMap(({ id, impact, nodes }) =>
        nodes.map((node) => `${id} (${impact}): ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
      );
    },
    {
      runOnly: rules ? { type: 'rule' as const, values: rules } : { type: 'tag' as const, values: tags },
      selector: within,
    },
  );
}

/**
 * As `violations`, in light and then in dark, where rules may be fewer: the page is the same document in other colours, and is
 * loaded once for both. It is light before and after.
 */
export async function violationsInBoth(
  page: Page,
  { inDark }: { inDark?: string[] } = {},
): Promise<string[]> {
  const light = await violations(page);
  await show(page, 'dark');
  const dark = await violations(page, { rules: inDark });
  await show(page, 'light');
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction(
    (dark) => document.documentElement.classList.contains('dark') === dark,
    colorScheme === 'dark',
  );
}
