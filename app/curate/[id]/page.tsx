import type { Metadata } from 'next';
import { WorkbenchPage } from '#components/curation/workbench/workbench-page.tsx';

export const metadata: Metadata = { title: 'Curate' };

export default async function CurationRecordPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <WorkbenchPage key={id} id={id} />;
}
