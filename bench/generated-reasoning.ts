/** Sequential traces with steps, methods, checks and conclusions, all different: the input of a curation batch. */

const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gwen', 'Hal', 'Iris', 'Jon'];
const things = [
  'apples',
  'tickets',
  'marbles',
  'pages',
  'tiles',
  'coins',
  'stamps',
  'bricks',
  'seats',
  'cards',
];

/** A trace of about `length` characters; the same for the same arguments. */
export function generateReasoning(
  length: number,
  seed: number,
): { question: string; trace: string; answer: string } {
  const random = generator(seed);
  const below = (most: number) => Math.floor(random() * most);
  const pick = (list: readonly string[]) => list[below(list.length)] ?? '';
  const [a, b] = [12 + below(900), 3 + below(90)];
  const question = `${pick(names)} packs ${a} boxes with ${b} ${pick(things)} each. How many are there?`;
  const parts = [
    `Okay, so I need to find out how many there are when ${a} boxes hold ${b} each. Let me start by thinking about what is asked.`,
  ];
  let written = parts[0]?.length ?? 0;
  for (let index = 0; written < length - 300; index++) {
    const part = index % 4 === 3 ? check(a, b) : method(index);
    parts.push(part);
    written += part.length + 2;
  }
  parts.push(
    `Therefore, all the ways agree, and the number is ${a * b}. So the final answer is \\boxed{${a * b}}.`,
  );
  return {
    question,
    trace: `<think>\n${parts.join('\n\n')}\n</think>\n\nThere are \\boxed{${a * b}}.`,
    answer: String(a * b),
  };

  function method(index: number): string {
    const [x, y] = [2 + below(97), 2 + below(97)];
    const opener =
      index === 0
        ? 'First, let me'
        : `${pick(['Alternatively, I could', 'Another way is to', 'Now, let me', 'Maybe I can'])}`;
    const lines = [
      `${opener} split ${a} into parts of ${x} and look at ${pick(things)} with ${pick(names)}.`,
    ];
    for (let line = 0; line < 4 + below(5); line++) {
      const [u, v] = [x + below(50), y + below(50)];
      lines.push(
        pick([
          `The product of ${u} and ${v} is ${u * v}, so this part gives $${u} \\times ${v} = ${u * v}$.`,
          `Adding ${u} to ${v} I get ${u + v}, which leaves ${Math.abs(u - v)} over.`,
          `If ${pick(names)} takes ${u} ${pick(things)} from ${u + v}, then ${v} remain.`,
          `So \\frac{${u * v}}{${u}} = ${v}, and that is a whole number.`,
        ]),
      );
    }
    lines.push(`So that way I get ${a * b} in all.`);
    return lines.join(' ');
  }

  function check(left: number, right: number): string {
    const [u, v] = [1 + below(40), 1 + below(40)];
    return [
      `Wait, let me check that. Dividing ${left * right} by ${right} should give ${left}.`,
      `${right} times ${left} is ${left * right}, and there is no remainder.`,
      `With smaller numbers, ${u} boxes of ${v} would be ${u * v}. That makes sense.`,
    ].join(' ');
  }
}

/** mulberry32. */
function generator(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
