import { spawn } from 'node:child_process';
import path from 'node:path';

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const main = path.resolve(import.meta.dirname, '../main.ts');

/** Runs the command line as a process of its own, with piped output; `cwd` is the person's current folder. */
export function runCommandLine(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; script?: string },
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, SPRINT_DATA_DIR: undefined, ...options.env };
    const child = spawn(process.execPath, [options.script ?? main, ...args], { cwd: options.cwd, env });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
