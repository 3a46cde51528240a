import type { AnnotationOf } from '#lib/trace/annotations.ts';
import { placeWords } from './markdown-findings.ts';
import { code, inline } from './markdown-text.ts';

/** Findings that people dismissed, and why; nothing where there is none. */
export const dismissalsSection = (dismissals: readonly AnnotationOf<'dismissal'>[]): string =>
  section(
    'Dismissed findings',
    dismissals.map(
      ({ code: name, place, quote, reason }) => `${code(name)}${at(place)}${said(quote)}: ${inline(reason)}`,
    ),
  );

/** What people noted, in the order in which they did. */
export const notesSection = (notes: readonly AnnotationOf<'note'>[]): string =>
  section(
    'Notes',
    notes.map(({ place, quote, text, label }) => {
      const where = `${at(place)}${said(quote)}`.trim();
      const head = [label ? `**${inline(label)}**` : '', where].filter(Boolean).join(' ');
      return head === '' ? inline(text) : `${head}: ${inline(text)}`;
    }),
  );

const VERDICTS: Readonly<Record<AnnotationOf<'opinion'>['verdict'], string>> = {
  holds: 'holds',
  'does-not-hold': 'does not hold',
  sound: 'sound',
  faulty: 'faulty',
  unsure: 'unsure',
};

/** What models said that people asked: their own words, apart from the doctor's. */
export const opinionsSection = (opinions: readonly AnnotationOf<'opinion'>[]): string =>
  section(
    'Second opinions',
    opinions.map(({ model, about, verdict, reason, quotes }) => {
      const what = about ? `${code(about.code)}${at(about.place)}` : 'the whole trace';
      const cited = quotes.map((one) => said(one.quote).trim()).join(', ');
      const from = cited === '' ? '' : ` Cites ${cited}.`;
      return `${inline(model.model)} (${inline(model.endpointName)}) on ${what}: **${VERDICTS[verdict]}**. ${inline(reason)}${from}`;
    }),
  );

const section = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `## ${title}\n\n${items.map((item) => `- ${item}`).join('\n')}`;

function at(place: AnnotationOf<'note'>['place']): string {
  const words = placeWords(place);
  return words === '' ? '' : ` in ${words}`;
}

const said = (quote: string): string => (quote === '' ? '' : ` “${inline(quote)}”`);
