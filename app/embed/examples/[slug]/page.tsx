import { EmbedPage } from '#components/embed/embed-page.tsx';

export default async function EmbeddedExample({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return <EmbedPage key={slug} source={{ kind: 'example', slug }} />;
}
