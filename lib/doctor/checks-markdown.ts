import type { Check } from './check.ts';
import { checks } from './checks.ts';

const titles = { fault: 'Faults', leak: 'Leaks', note: 'Notes' } as const;

/** The part of docs/doctor.md that lists every check; `node bin/write-doctor-docs.ts` puts it there. */
export function checksMarkdown(): string {
  return (['fault', 'leak', 'note'] as const)
    .map((kind) =>
      [`## ${titles[kind]}`, ...checks.filter((check) => check.kind === kind).map(entry)].join('\n\n'),
    )
    .join('\n\n');
}

const entry = ({ code, title, severity, certainty, description, example }: Check): string =>
  [
    `### ${escaped(title)}`,
    `\`${code}\` · ${severity} · ${certainty}`,
    escaped(description),
    `Example: ${quoted(example)}`,
  ].join('\n\n');

/** Tags outside of code would be taken for HTML. */
const escaped = (text: string): string =>
  text.replace(/`[^`]*`|[<>\\]/g, (part) => (part.startsWith('`') ? part : `\\${part}`));

const quoted = (example: string): string => `\`${example.replaceAll('`', "'")}\``;
