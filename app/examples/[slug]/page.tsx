import type { Metadata } from 'next';
import { SessionView } from '#components/session/session-view.tsx';

export const metadata: Metadata = { title: 'Example' };

export default async function ExamplePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <SessionView key={slug} source={{ kind: 'example', slug }} />;
}
