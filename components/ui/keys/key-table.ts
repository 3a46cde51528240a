/**
 * The keys of a page, once: what the handler reads and what the help shows.
 *
 * A press is a name of `KeyboardEvent.key` (letters in lower case, `Space` for the blank) or of `KeyboardEvent.code` where
 * the place on the keyboard counts (`Digit1`), after `Shift` or `Ctrl` (⌘ too): `Shift ArrowLeft`, `Ctrl z`. With Shift held
 * a press that is not named with it means the same without, but for `Ctrl`: `?` needs Shift on one keyboard and not on another.
 */
export interface KeyRow<Command> {
  /** As the help says it. */
  readonly does: string;
  /** By press, in the order in which the help shows them. */
  readonly keys: Readonly<Record<string, Command>>;
  /** The same by other presses, which `does` may name. */
  readonly also?: Readonly<Record<string, Command>>;
}

/** Keys that a part of the page takes itself while it has the focus. */
export interface LocalKeys {
  readonly does: string;
  readonly shown: readonly string[];
}

export interface KeyTable<Command> {
  /** As the help shows them. */
  readonly rows: readonly LocalKeys[];
  /** Undefined for a key that means nothing here. */
  commandOf(pressed: Pressed): Command | undefined;
}

export interface Pressed
  extends Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> {
  readonly altGraph: boolean;
}

/** Throws where two rows name the same press. */
export function keyTable<Command>(
  rows: readonly KeyRow<Command>[],
  local: readonly LocalKeys[] = [],
): KeyTable<Command> {
  const commands = new Map<string, Command>();
  for (const { keys, also = {} } of rows)
    for (const [press, command] of [...Object.entries(keys), ...Object.entries(also)]) {
      if (commands.has(press)) throw new Error(`Two rows of a table of keys name "${press}".`);
      commands.set(press, command);
    }
  return {
    rows: [...rows.map(({ does, keys }) => ({ does, shown: Object.keys(keys).map(labelOf) })), ...local],
    commandOf(pressed) {
      const press = pressesOf(pressed).find((name) => commands.has(name));
      return press === undefined ? undefined : commands.get(press);
    },
  };
}

/** The names of what was pressed, the most particular first. */
function pressesOf({ key, code, shiftKey, ctrlKey, metaKey, altKey, altGraph }: Pressed): string[] {
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toLowerCase() : key;
  // Many keyboards need AltGr for brackets, which the browser reports as Ctrl with Alt.
  if (altGraph) return [name];
  if (altKey) return [];
  if (ctrlKey || metaKey) return [`Ctrl ${shiftKey ? 'Shift ' : ''}${name}`];
  return shiftKey ? [`Shift ${code}`, `Shift ${name}`, code, name] : [code, name];
}

const labels: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
  Escape: 'Esc',
  '-': '−',
};

/** As a keyboard shows it: `Shift ←`, `Ctrl Z`, `1`. */
function labelOf(press: string): string {
  return press
    .split(' ')
    .map((part) => labels[part] ?? (part.length === 1 ? part.toUpperCase() : part.replace(/^Digit/, '')))
    .join(' ');
}
