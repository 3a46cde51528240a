'use client';

import { onDemand } from './on-demand.tsx';

/**
 * The header of a page that only stands in for one that is missing or broke. Next sends both with every page, and their
 * header would be there beside the page's own, 9 kB of script twice. Its place is kept until it is here.
 */
export const HeaderOnDemand = onDemand<object>(
  () => import('./app-header.tsx').then((module) => module.AppHeader),
  { fallback: () => <div className="h-13 shrink-0 border-line border-b bg-panel" /> },
);
