import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { embedThemeScript } from '#components/embed/embed-theme.ts';

export const metadata: Metadata = { title: 'Embedded session', robots: { index: false } };

/** Pages that other sites may frame; next.config.ts allows it for these alone. */
export default function EmbedLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <script>{embedThemeScript}</script>
      {children}
    </>
  );
}
