import { readPlayerPage } from '../player-page.ts';
import type { Handler } from './handle.ts';

/**
 * The player page without a log, which the browser puts one into. As plain text: opened by itself it is no page of this
 * origin.
 */
export const getPlayer: Handler = async () =>
  new Response(await readPlayerPage(), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
