import { type JudgedAnswer, verdictWords } from '#lib/answers/judged-answer.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { ExportFormatId } from '#lib/contract/exports.ts';
import { writeTranscript } from '#lib/protocol/writer.ts';
import { writeAnnotations, writeRightAnswer } from '#lib/trace/annotation-lines.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { ExportError } from './export-error.ts';
import { sessionAnswer } from './session-answer.ts';

export interface ExportOptions {
  /** The title a person gave the session. */
  readonly title?: string | null;
  /** What an example shows and who or what wrote it, for `html`. */
  readonly description?: string | null;
  readonly author?: string | null;
  /** What people said of it: behind a log, in a report and in a page. */
  readonly annotations?: readonly Annotation[];
  /** The right answer, and whether its own is right: what was said of it, not judged here. */
  readonly judged?: JudgedAnswer | null;
  /** How sequential tokens are counted where one definition is shown; `authors` unless given. */
  readonly definition?: SequentialDefinition;
  /** False leaves thinking out of `transcript`; it stands there in `<think>` unless given. */
  readonly thinking?: boolean;
  /** What numbers in tokens count, in drawings and the report; `decoded` unless given. */
  readonly reading?: Reading;
  /** Of the drawings; light unless given. */
  readonly theme?: 'light' | 'dark';
  /** Of the timeline's drawing; wall time where it was measured unless given. */
  readonly axis?: 'wall' | 'tokens';
  /** The built player page (bin/steps/player.mjs), which `html` puts the log into. No other format asks for it. */
  readonly player?: () => Promise<string>;
}

/**
 * A log in another form; of a session that still runs what is there so far. Reads nothing and asks no clock: the same
 * log and options give the same text. Throws ExportError.
 */
export async function exportTrace(
  id: ExportFormatId,
  events: readonly TraceEvent[],
  options: ExportOptions = {},
): Promise<string> {
  if (events.length === 0)
    throw new ExportError('empty-log', 'This log holds no event: there is nothing to export.');
  switch (id) {
    case 'log':
      return (
        writeLog(events) +
        writeAnnotations(options.annotations ?? []) +
        writeRightAnswer(options.judged?.expected)
      );
    case 'transcript':
      return writeTranscript(foldEvents(events), options);
    case 'markdown':
      return (await import('../report/markdown-report.ts')).writeMarkdownReport(foldEvents(events), options);
    case 'graph-svg': {
      const { writeGraphSvg } = await import('#lib/graph/svg/svg-graph.ts');
      const state = foldEvents(events);
      return writeGraphSvg(state, {
        ...options,
        answer: sessionAnswer(state).answer,
        verdict: verdictWords(options.judged),
      });
    }
    case 'timeline-svg':
      return (await import('#lib/graph/svg/svg-timeline.ts')).writeTimelineSvg(foldEvents(events), {
        ...options,
        verdict: verdictWords(options.judged),
      });
    case 'chrome-trace':
      return (await import('./chrome-trace.ts')).writeChromeTrace(foldEvents(events), options);
    case 'otlp':
      return (await import('./otlp.ts')).writeOtlp(foldEvents(events), options);
    case 'html':
      if (!options.player)
        throw new ExportError(
          'no-player',
          'The player page is missing: it is built by npm run build:player.',
        );
      return (await import('./html-page.ts')).writeHtmlPage(await options.player(), events, options);
    default:
      return assertUnreachable(id);
  }
}
