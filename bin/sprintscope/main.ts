#!/usr/bin/env node
import { systemClock } from '#lib/base/clock.ts';
import { createProgram } from './program.ts';
import type { Output, Terminal } from './terminal.ts';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl+C ends the process at once.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort(new Error('Interrupted'));
});
// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const output = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => void stream.write(text),
  isTerminal: stream.isTTY ?? false,
  get columns() {
    return stream.columns ?? 100;
  },
});

const { npm_lifecycle_event: script, npm_package_name: owner, INIT_CWD: stoodAt } = process.env;
const terminal: Terminal = {
  // `npm run` changes to the package's folder; INIT_CWD holds the one that the person was in.
  cwd: (script === 'sprintscope' && owner === 'sprintscope' && stoodAt) || process.cwd(),
  env: process.env,
  out: output(process.stdout),
  err: output(process.stderr),
  clock: systemClock,
  interrupted: interrupt.signal,
};

// Not process.exit: a pipe may not have delivered yet what we wrote to it.
process.exitCode = await createProgram(terminal).run(process.argv.slice(2));
