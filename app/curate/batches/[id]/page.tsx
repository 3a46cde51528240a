import type { Metadata } from 'next';
import { Suspense } from 'react';
import { BatchPage } from '#components/curation/batch/batch-page.tsx';

export const metadata: Metadata = { title: 'Batch' };

export default async function Batch({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    // The page reads its address, which a prerendered document does not know.
    <Suspense>
      <BatchPage key={id} id={id} />
    </Suspense>
  );
}
