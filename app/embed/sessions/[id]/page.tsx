import { EmbedPage } from '#components/embed/embed-page.tsx';

export default async function EmbeddedSession({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <EmbedPage key={id} source={{ kind: 'session', id }} />;
}
