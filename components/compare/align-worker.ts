import { type AlignRequest, align } from '#lib/compare/align.ts';

// Aligning takes some 20 ms for two texts of 10,000 tokens, and seconds for books: never on the main thread.
addEventListener('message', ({ data }: MessageEvent<{ id: number; request: AlignRequest }>) => {
  postMessage({ id: data.id, alignment: align(data.request) });
});
