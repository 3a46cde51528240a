import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { writeAnnotations, writeRightAnswer } from '#lib/trace/annotation-lines.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { ExportError } from './export-error.ts';

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
  /** What people said of it; it stands behind the log. */
  readonly annotations?: readonly Annotation[];
  readonly judged?: JudgedAnswer | null;
}

/** What of a page is a session's own, in the order in which the page has it. */
export type PageSlots = readonly [title: string, data: string];

/**
 * One file that replays a session without a server: the player page with the log put in. Data blocks run nothing, and
 * hold no `<`: no text in them can end its element. The page's policy lets only its own two scripts run.
 */
export function writeHtmlPage(player: string, events: readonly TraceEvent[], about: PageAbout = {}): string {
  const [head, middle, tail] = pageFrame(player);
  const [title, data] = pageSlots(events, about);
  return head + title + middle + data + tail;
}

/** What stands before, between and behind the slots: the same for all sessions. Throws ExportError `no-player`. */
export function pageFrame(player: string): readonly [string, string, string] {
  const title = player.indexOf(TITLE_MARK);
  const data = player.indexOf(DATA_MARK, title);
  if (title < 0 || data < 0)
    throw new ExportError('no-player', 'The player page has no room for a session: build it anew.');
  return [
    player.slice(0, title),
    player.slice(title + TITLE_MARK.length, data),
    player.slice(data + DATA_MARK.length),
  ];
}

export function pageSlots(events: readonly TraceEvent[], about: PageAbout = {}): PageSlots {
  const start = events.find((event) => event.type === 'session-start');
  const title = about.title?.trim() || plainHead(start?.question ?? '', 110) || 'Session';
  const described = {
    name: 'sprintscope-session',
    title: about.title ?? null,
    description: about.description ?? null,
    author: about.author ?? null,
    judged: about.judged ?? null,
  };
  const log =
    writeLog(events) + writeAnnotations(about.annotations ?? []) + writeRightAnswer(about.judged?.expected);
  const data = `${block(ABOUT_ID, 'application/json', JSON.stringify(described))}\n${block(LOG_ID, 'text/plain', log)}`;
  return [escapeText(`${title} · Sprintscope`), data];
}

/** JSON in an element: a `<` stands in its strings only, where an escape means the same. */
const block = (id: string, type: string, json: string): string =>
  `<script id="${id}" type="${type}">${json.replace(/</g, '\\u003c')}</script>`;

const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark);
