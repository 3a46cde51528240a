import type { Random } from './random.ts';

/** One kind of damage to a text. */
export type Mutation = (text: string, random: Random) => string;

const at = (text: string, random: Random): number => random.int(text.length + 1);
const insert = (text: string, position: number, what: string): string =>
  text.slice(0, position) + what + text.slice(position);
const times = (random: Random, most: number): number => 1 + random.int(most);

const tags = [
  '<Plan_1>',
  '</Plan_1>',
  '<Plan_3>',
  '</Plan_',
  '<plan>',
  '<prompt_1.1>',
  '</prompt_1.1>',
  '<prompt>',
  '</prompt>',
  '<prompt_2.3.1>',
  '<prompt_5.1续>',
  '<Execution_1>',
  '</Execution_1>',
  '<execution_1.1>',
  '</execution_1.1>',
  '<execution_9.9>',
  '<Execution_1.2>',
  '<Final_answer>',
  '</Final_answer>',
  '<final answer>',
  '<Question>',
  '</Question>',
  '<think>',
  '</think>',
  '</code>',
  '<',
  '</',
  '<prompt_99999999999999999999>',
  '<Plan_0>',
  '<execution_1.0>',
] as const;

const strange = [
  '\u0000',
  '\uFEFF',
  '\uD83D',
  '\uDE00',
  '\u202E',
  '\u2028',
  '\u0085',
  '\u00A0',
  '🧮',
  'e\u0301\u0301\u0301',
  '\uFFFF',
  '\u200B',
  '\u0008',
  '\u001B[31m',
  '‮',
  '𝒙',
  '汉字',
  'ﷺ',
] as const;

const markup = [
  '<script>globalThis.hacked = true</script>',
  '<img src=x onerror="globalThis.hacked = true">',
  '<svg onload="globalThis.hacked = true"><script>globalThis.hacked = true</script></svg>',
  '<iframe srcdoc="<script>parent.hacked = true</script>"></iframe>',
  '[click](javascript:globalThis.hacked=true)',
  '![](https://example.invalid/pixel.png)',
  '</script></style></textarea><!--',
  '{{constructor.constructor("globalThis.hacked=true")()}}',
  '<style>*{display:none}</style>',
] as const;

const latex = [
  '\\boxed{'.repeat(200),
  `\\def\\a{\\a\\a}\\a`,
  '\\frac{'.repeat(120),
  '$'.repeat(301),
  `$${'{'.repeat(400)}$`,
  '\\href{javascript:globalThis.hacked=true}{x}',
  '\\includegraphics{https://example.invalid/x.png}',
  `$\\rule{99999em}{99999em}$`,
] as const;

/** By name, so that a failing case can say what was done to it. */
export const mutations: Readonly<Record<string, Mutation>> = {
  truncate: (text, random) => text.slice(0, at(text, random)),
  behead: (text, random) => text.slice(at(text, random)),
  'cut out': (text, random) => {
    const from = at(text, random);
    return text.slice(0, from) + text.slice(from + random.int(200));
  },
  'splice tags': (text, random) => {
    let spliced = text;
    for (let count = times(random, 12); count > 0; count--)
      spliced = insert(spliced, at(spliced, random), random.pick(tags));
    return spliced;
  },
  'drop tags': (text, random) => text.replace(/<[^<>]{1,20}>/g, (tag) => (random.next() < 0.3 ? '' : tag)),
  'swap numbers': (text, random) =>
    text.replace(/\d+(?:\.\d+)*/g, (number) =>
      random.next() < 0.7
        ? number
        : random.pick(['0', '1', '2.2', '7.7.7', '-1', '1e308', '99999999999999999999', '٣']),
    ),
  'random unicode': (text, random) => {
    let strewn = text;
    for (let count = times(random, 40); count > 0; count--)
      strewn = insert(strewn, at(strewn, random), random.pick(strange));
    return strewn;
  },
  'random units': (text, random) => {
    const units = Array.from({ length: times(random, 200) }, () => random.int(65_536));
    return insert(text, at(text, random), String.fromCharCode(...units));
  },
  nest: (text, random) => {
    const [open, close] = random.pick([
      ['<Plan_1>', '</Plan_1>'],
      ['<prompt_1.1>', '</prompt_1.1>'],
      ['<execution_1.1>', '</execution_1.1>'],
      ['<think>', '</think>'],
      ['<Question>', '</Question>'],
    ] as const);
    const depth = times(random, 150);
    const position = at(text, random);
    return (
      text.slice(0, position) +
      open.repeat(depth) +
      text.slice(position) +
      close.repeat(random.int(depth + 1))
    );
  },
  markup: (text, random) => insert(text, at(text, random), random.pick(markup)),
  latex: (text, random) => insert(text, at(text, random), random.pick(latex)),
  repeat: (text, random) => {
    const from = at(text, random);
    const part = text.slice(from, from + random.int(400));
    return insert(text, from, part.repeat(random.int(20)));
  },
  'shuffle lines': (text, random) => {
    const lines = text.split('\n');
    for (let count = times(random, 5); count > 0; count--) {
      const [line = ''] = lines.splice(random.int(lines.length), 1);
      lines.splice(random.int(lines.length + 1), 0, line);
    }
    return lines.join('\n');
  },
  'white space': (text, random) =>
    insert(text, at(text, random), random.pick([' ', '\n', '\t', '\r', '\u2003']).repeat(random.int(6_000))),
  quotes: (text, random) => {
    let quoted = text;
    for (let count = times(random, 6); count > 0; count--)
      quoted = insert(quoted, at(quoted, random), random.pick(['"', '""', '\\', '\\"', "'", ',', ';', '\r']));
    return quoted;
  },
  'json depth': (text, random) => {
    const depth = times(random, 4_000);
    return insert(text, at(text, random), random.pick(['[', '{"a":', '[{"messages":']).repeat(depth));
  },
  'many references': (text, random) =>
    insert(text, at(text, random), ' execution_1.1, execution_9.9,'.repeat(random.int(300))),
  'many tags': (text, random) => insert(text, at(text, random), random.pick(tags).repeat(random.int(3_000))),
  'line ends': (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\u2028', '\n\n'])),
  'prototype keys': (text, random) =>
    text.replaceAll(
      random.pick(['"question"', '"id"', '"type"', '"role"', '"stream"', '"trajectory"']),
      random.pick(['"__proto__"', '"constructor"', '"toString"']),
    ),
};
