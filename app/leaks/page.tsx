import type { Metadata } from 'next';
import { Suspense } from 'react';
import { LeaksPage } from '#components/leaks/leaks-page.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';

export const metadata: Metadata = { title: 'Leaks' };

export default function Leaks() {
  return (
    <>
      <AppHeader />
      <main id="main" className="mx-auto w-full max-w-5xl flex-1 px-3 pt-5 pb-28 sm:px-6">
        {/* The page reads its address, which a prerendered document does not know. */}
        <Suspense>
          <LeaksPage />
        </Suspense>
      </main>
    </>
  );
}
