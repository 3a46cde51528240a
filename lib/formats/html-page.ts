import { plainHead } from '#lib/graph/plain-math.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { writeLog } from '#lib/trace/jsonl.ts';

/** Ids of the elements in which a player page carries its log, and what is said about it. */
export const LOG_ID = 'sprintscope-log';
export const ABOUT_ID = 'sprintscope-about';

/** Where the built player page (bin/steps/player.mjs) leaves room. */
export const TITLE_MARK = '<!--sprintscope:title-->';
export const DATA_MARK = '<!--sprintscope:data-->';

export interface PageAbout {
  readonly title?: string | null;
  readonly description?: string | null;
  readonly author?: string | null;
}

/**
 * One file that replays a session without a server: the player page with the log put in. Data blocks run nothing, and
 * hold no `<`: no text in them can end its element. The page's policy lets only its own two scripts run.
 */
export function writeHtmlPage(player: string, events: readonly TraceEvent[], about: PageAbout = {}): string {
  const start = events.find((event) => event.type === 'session-start');
  const title = about.title?.trim() || plainHead(start?.question ?? '', 110) || 'Session';
  const described = {
    name: 'sprintscope-session',
    title: about.title ?? null,
    description: about.description ?? null,
    author: about.author ?? null,
  };
  const data = `${block(ABOUT_ID, 'application/json', JSON.stringify(described))}\n${block(LOG_ID, 'text/plain', writeLog(events))}`;
  return fill(fill(player, TITLE_MARK, escapeText(`${title} · Sprintscope`)), DATA_MARK, data);
}

/** JSON in an element: a `<` stands in its strings only, where an escape means the same. */
const block = (id: string, type: string, json: string): string =>
  `<script id="${id}" type="${type}">${json.replace(/</g, '\\u003c')}</script>`;

/** Cut and joined, not replaced by a pattern: `$&` in a text means nothing here. */
function fill(page: string, mark: string, text: string): string {
  const at = page.indexOf(mark);
  return at < 0 ? page : page.slice(0, at) + text + page.slice(at + mark.length);
}

const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark);
