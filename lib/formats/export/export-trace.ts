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
  /** People's annotations: added behind a log, in a report and in a page. */
  readonly annotations?: readonly Annotation[];
  /** The right answer, and whether the trace's own is right: the stored judgement, not made here. */
  readonly judged?: JudgedAnswer | null;
  /** How to count sequential tokens where a format shows one definition; default `authors`. */
  readonly definition?: SequentialDefinition;
  /** False leaves thinking out of `transcript`; by default it is there in `<think>`. */
  readonly thinking?: boolean;
  /** What numbers in tokens count, in drawings and the report; `decoded` unless given. */
  readonly reading?: Reading;
  /** Of the drawings; default light. */
  readonly theme?: 'light' | 'dark';
  /** Axis of the timeline's drawing; default wall time where it was measured. */
  readonly axis?: 'wall' | 'tokens';
  /** The built player page (bin/steps/player.mjs), into which `html` puts the log. Only that format calls this. */
  readonly player?: () => Promise<string>;
}

/**
 * A log in another format; for a running session it contains what has arrived so far. Reads no files and no clock: the
 * same log and options give the same text. Throws ExportError.
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
