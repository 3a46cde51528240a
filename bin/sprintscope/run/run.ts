import { sessionAnswer } from '#lib/formats/export/session-answer.ts';
import { builtinEndpoint } from '#lib/models/endpoint.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { roleModel } from '#lib/server/sessions/role-model.ts';
import { sessionInstructions } from '#lib/server/sessions/session-instructions.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { SessionSettings, Strategy, TraceEvent } from '#lib/trace/events.ts';
import { createTraceLog } from '#lib/trace/fold.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { metricFormulas, readingWords } from '#lib/trace/metric-formulas.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { sessionUsage } from '#lib/trace/usage.ts';
import { callsWords, usageRows } from '#lib/trace/usage-rows.ts';
import { problemWords } from '../load-traces.ts';
import { type OpenImporter, openImporter } from '../open-importer.ts';
import { CommandError, type ExitCode, type Output, type Terminal } from '../terminal.ts';
import { grouped, printable } from '../text-table.ts';
import { type EndpointOptions, runEndpoints, terminalFetch } from './run-endpoint.ts';
import { sessionTree } from './run-tree.ts';

export interface RunCommandOptions extends EndpointOptions {
  strategy: Strategy;
  tokenizer: TokenizerName;
  settings?: Partial<SessionSettings>;
  /** Events on stdout, one a line, as they happen. */
  json?: boolean;
  save?: boolean;
  /** Leaves thinking out of the numbers at the end. */
  visible?: boolean;
  /** The folder of stored sessions and endpoints. */
  data: string;
}

/** Runs one session here, streamed to the terminal; stores nothing unless `save`. Ctrl+C cancels it properly. */
export async function runCommand(
  terminal: Terminal,
  question: string,
  options: RunCommandOptions,
): Promise<ExitCode> {
  const { planner, executor } = await runEndpoints(terminal, options, options.data);
  const counter = createCounter(options.tokenizer);
  const log = createTraceLog();
  const tree = createLiveTree(options.json ? silent : terminal.out);
  const memory = new Map();
  const deps = { clock: terminal.clock, memory, fetch: terminalFetch(terminal) };
  try {
    const status = await runSession({
      question,
      strategy: options.strategy,
      planner: roleModel(planner, 'planner', deps),
      executor: roleModel(executor, 'executor', deps),
      settings: { ...defaultSettings, ...options.settings },
      instructions: sessionInstructions({ planner, executor }),
      origin: { kind: planner.kind === builtinEndpoint().kind ? 'built-in' : 'live' },
      counter,
      clock: terminal.clock,
      random: Math.random,
      append(events) {
        log.append(events);
        if (options.json) for (const event of events) terminal.out.write(`${JSON.stringify(event)}\n`);
        tree.show(log.state, terminal.clock.now());
      },
      signal: terminal.interrupted,
    });
    tree.end(log.state);
    if (!options.json) terminal.out.write(summary(log.state, options.visible ? 'visible' : 'decoded'));
    if (options.save) {
      const importer = await openImporter(options.data, {
        counter,
        clock: terminal.clock,
        err: terminal.err,
      });
      const id = await saveLog(importer, log.slice(), options.tokenizer).finally(importer.close);
      terminal.err.write(`Saved as ${id}\n`);
    }
    if (status === 'done') return 0;
    return terminal.interrupted.aborted ? 130 : 1;
  } finally {
    await counter.close();
  }
}

const silent = { write() {}, isTerminal: false, columns: 80 };

/** The five numbers together, each with its meaning; never one speed-up. */
function summary(state: TraceState, reading: Reading): string {
  const metrics = sessionMetrics(state, reading);
  const counted = readingWords[reading].label;
  const { answer, answerIsInferred } = sessionAnswer(state);
  const lines = [`Status: ${state.status}`];
  if (state.error) lines.push(printable(`${state.error.message} ${state.error.remedy ?? ''}`));
  if (answer !== null) lines.push(`Answer: ${printable(answer)}${answerIsInferred ? ' (inferred)' : ''}`);
  const sequential = metrics.sequentialTokens.authors;
  const saved = metrics.savedWithinTrace.authors;
  lines.push(
    `Sequential tokens: ${grouped(sequential)} (authors, ${counted}, ${metrics.tokenizer ?? '?'})`,
    `Total tokens: ${grouped(metrics.totalTokens)} (${counted}, ${metrics.tokenizer ?? '?'})`,
    `Thinking tokens: ${grouped(metrics.thinkingTokens)}${reading === 'visible' ? ', not counted' : ', of the total'}`,
    `${metricFormulas.savedWithinTrace.label}: ${saved === null ? '–' : `${Math.round(saved * 100)} %`} (1 − sequential ÷ total, authors, ${counted})`,
    `Stages: ${metrics.stages}, prompts: ${metrics.prompts}`,
  );
  if (metrics.wallClockMs !== null) lines.push(`Wall time: ${(metrics.wallClockMs / 1000).toFixed(1)} s`);
  const usage = sessionUsage(state);
  if (usage) {
    lines.push(`Calls: ${callsWords(usage)}`);
    for (const { label, reported, coverage, counted } of usageRows(usage))
      lines.push(
        `${label}: ${[reported && `${reported} reported${coverage ? ` by ${coverage}` : ''}`, counted && `${counted} by us`].filter(Boolean).join(', ')}`,
      );
  }
  return `\n${lines.join('\n')}\n`;
}

/** Stores a log that was made here; returns its session's id. */
async function saveLog(
  importer: OpenImporter,
  events: readonly TraceEvent[],
  tokenizer: TokenizerName,
): Promise<string> {
  const [start] = events;
  if (start?.type !== 'session-start')
    throw new CommandError('nothing-to-do', 'Nothing happened: nothing is saved.');
  const result = await importer.importTrace(
    {
      place: { path: 'sprintscope run' },
      fileFormat: 'log',
      kind: 'log',
      strategy: start.strategy,
      text: writeLog(events),
      question: start.question,
      expected: null,
      key: null,
    },
    { tokenizer },
  );
  if ('problem' in result) throw new CommandError('unreadable', problemWords(result.problem));
  return result.id;
}

/** Ms between two redraws; more of them only flicker. */
const REDRAW_MS = 100;

/** A session's tree: a terminal redraws it in place; any other output gets each line once, when it is final. */
interface LiveTree {
  show(state: TraceState, nowMs: number): void;
  end(state: TraceState): void;
}

export function createLiveTree(output: Output): LiveTree {
  return output.isTerminal ? redrawnTree(output) : printedTree(output);
}

/** Prints lines for good once they can no longer change: the tree may be taller than the screen. */
function redrawnTree(output: Output): LiveTree {
  const settled = new Set<string>();
  let drawn = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  function draw(state: TraceState) {
    const lines = sessionTree(state, Math.max(40, output.columns - 1)).filter(({ id }) => !settled.has(id));
    let text = drawn > 0 ? `\u001b[${drawn}A\r\u001b[J` : '';
    let above = true;
    drawn = 0;
    for (const line of lines) {
      text += `${line.text}\n`;
      above &&= line.done;
      if (above) settled.add(line.id);
      else drawn++;
    }
    output.write(text);
  }

  return {
    show(state, nowMs) {
      if (nowMs - drawnAt < REDRAW_MS) return;
      drawnAt = nowMs;
      draw(state);
    },
    end: draw,
  };
}

/** Prints in the order of the tree: a line waits for those above it. */
function printedTree(output: Output): LiveTree {
  let printed = 0;

  function print(state: TraceState) {
    for (const { text, done } of sessionTree(state, output.columns).slice(printed)) {
      if (!done) return;
      printed++;
      output.write(`${text}\n`);
    }
  }

  return { show: print, end: print };
}
