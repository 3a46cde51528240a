import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { writeAnnotations, writeRightAnswer } from '#lib/trace/annotation-lines.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { ExportError } from './export-error.ts';

/** Ids of the elements in which a player page holds its log, and the details about it. */
export const LOG_ID = 'sprintscope-log';
export const ABOUT_ID = 'sprintscope-about';

/** The place that the built player page (bin/steps/player.mjs) leaves for the session. */
export const TITLE_MARK = '<!--sprintscope:title-->';
export const DATA_MARK = '<!--sprintscope:data-->';

export interface PageAbout {
  readonly title?: string | null;
  readonly description?: string | null;
  readonly author?: string | null;
  /** People's annotations; they follow the log. */
  readonly annotations?: readonly Annotation[];
  readonly judged?: JudgedAnswer | null;
}

/** The parts of a page that belong to one session, in the order of the page. */
export type PageSlots = readonly [title: string, data: string];

/**
 * One file that replays a session without a server: the player page with the log inside. Data blocks run no code and
 * contain no `<`: no text in them can end its element. The page's policy runs only its own two scripts.
 */
export function writeHtmlPage(player: string, events: readonly TraceEvent[], about: PageAbout = {}): string {
  const [head, middle, tail] = pageFrame(player);
  const [title, data] = pageSlots(events, about);
  return head + title + middle + data + tail;
}

/** The text before, between and after the slots: the same for all sessions. Throws ExportError `no-player`. */
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

/** JSON in an element: a `<` occurs only in its strings, where an escape means the same. */
const block = (id: string, type: string, json: string): string =>
  `<script id="${id}" type="${type}">${json.replace(/</g, '\\u003c')}</script>`;

const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark);
