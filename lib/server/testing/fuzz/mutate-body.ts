import { mutations } from '#lib/formats/testing/mutations.ts';
import type { Random } from '#lib/formats/testing/random.ts';
import type { Note } from './deliver-request.ts';
import { values } from './nasty-parts.ts';
import type { ValidRequest } from './valid-requests.ts';

export function bodyOf({ body }: ValidRequest, random: Random, note: Note): Buffer | null {
  if (body === null) return null;
  if (body instanceof Uint8Array) return mutateBytes(Buffer.from(body), random, note);
  const mutated = random.next() < 0.6 ? mutateFields(body, random, note) : body;
  const json = Buffer.from(JSON.stringify(mutated));
  return random.next() < 0.2 ? mutateJson(json, random, note) : json;
}

function mutateFields(body: Record<string, unknown>, random: Random, note: Note): Record<string, unknown> {
  const changed = structuredClone(body);
  for (let count = 1 + random.int(3); count > 0; count--) {
    // Descend to some inner field.
    let holder: Record<string, unknown> = changed;
    let key = random.pick(Object.keys(holder));
    for (
      let value = holder[key];
      key !== undefined && value && typeof value === 'object' && random.next() < 0.6;
    ) {
      holder = value as Record<string, unknown>;
      const keys = Object.keys(holder);
      if (keys.length === 0) break;
      key = random.pick(keys);
      value = holder[key];
    }
    if (key === undefined) continue;
    mutateField(holder, key, random, note);
  }
  return changed;
}

function mutateField(holder: Record<string, unknown>, key: string, random: Random, note: Note): void {
  const held = holder[key];
  const kind = random.int(4);
  // We never alter an address in part: the result could belong to somebody.
  if (kind === 0 && typeof held === 'string' && key !== 'baseUrl') {
    const name = random.pick(Object.keys(mutations));
    holder[key] = mutations[name]?.(held, random);
    note(`${key}: ${name}`);
  } else if (kind === 1) {
    delete holder[key];
    note(`without ${key}`);
  } else if (kind === 2) {
    holder[random.pick(['unknown', '__proto__x', 'constructor', key.toUpperCase()])] = structuredClone(
      random.pick(values),
    );
    note('an unknown field');
  } else {
    holder[key] = structuredClone(random.pick(values));
    note(`${key} is ${JSON.stringify(holder[key])?.slice(0, 20)}`);
  }
}

function mutateJson(json: Buffer, random: Random, note: Note): Buffer {
  const text = json.toString();
  const at = random.int(text.length + 1);
  switch (random.int(5)) {
    case 0:
      note('JSON cut');
      return Buffer.from(text.slice(0, at));
    case 1:
      note('JSON with a stray sign');
      return Buffer.from(
        text.slice(0, at) + random.pick(['{', '}', '[', ']', ',', ':', '"', '\\', '\0']) + text.slice(at),
      );
    case 2:
      note('not UTF-8');
      return Buffer.concat([json.subarray(0, at), Buffer.from([0xff, 0xfe, 0xc0]), json.subarray(at)]);
    case 3:
      note('deep JSON');
      return Buffer.from(random.pick(['[', '{"a":', '[{"a":']).repeat(1 + random.int(20_000)));
    default:
      note('other JSON');
      return Buffer.from(
        random.pick([
          '',
          'null',
          '[]',
          '""',
          '1',
          'NaN',
          '{"__proto__":{"x":1}}',
          '\uFEFF{}',
          `[${'{},'.repeat(50_000)}{}]`,
        ]),
      );
  }
}

function mutateBytes(bytes: Buffer, random: Random, note: Note): Buffer {
  switch (random.int(5)) {
    case 0:
      note('file cut');
      return bytes.subarray(0, random.int(bytes.length + 1));
    case 1:
      for (let hits = 1 + random.int(8); hits > 0; hits--) bytes[random.int(bytes.length)] = random.int(256);
      note('bytes changed');
      return bytes;
    case 2:
      note('junk');
      return Buffer.concat([
        bytes.subarray(0, random.int(20)),
        Buffer.from(Array.from({ length: 500 }, () => random.int(256))),
      ]);
    case 3:
      note('file repeated');
      return Buffer.concat(Array.from({ length: 2 + random.int(5) }, () => bytes));
    default:
      return bytes;
  }
}
