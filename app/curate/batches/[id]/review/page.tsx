import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ReviewPage } from '#components/curation/batch/review/review-page.tsx';

export const metadata: Metadata = { title: 'Review' };

export default async function Review({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    // The page reads its address, which a prerendered document does not know.
    <Suspense>
      <ReviewPage key={id} id={id} />
    </Suspense>
  );
}
