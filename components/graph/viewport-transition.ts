import { type BaseType, type Selection, selection } from 'd3-selection';

/**
 * In the place of d3-transition (next.config.ts): the one thing that d3-zoom and React Flow ask of it, a transition of one
 * element's viewport. The rest (attributes, styles, texts, names, delays, timers) is 4 kB of the session page's first script.
 * As there, it starts at the next frame, with its first step in it; the later one takes over when it starts. The test runs both.
 */
type Kind = 'start' | 'end' | 'interrupt' | 'cancel';
type Listener = (this: Element, ...given: unknown[]) => unknown;
type Step = (progress: number) => void;

/** Each element's transitions that have not ended, by the order in which they were asked for. */
const ofElement = new WeakMap<Element, Set<Transition>>();

const DURATION_MS = 250;
function easeCubicInOut(progress: number): number {
  const t = progress * 2;
  return (t <= 1 ? t * t * t : (t - 2) * (t - 2) * (t - 2) + 2) / 2;
}

class Transition {
  readonly #selected: Selection<Element, unknown, null, undefined>;
  readonly #element: Element;
  readonly #listeners = new Map<string, Listener>();
  readonly #tweens: Listener[] = [];
  readonly #askedAt = performance.now();
  #durationMs = DURATION_MS;
  #ease = easeCubicInOut;
  #started = false;
  #frame: number;

  constructor(selected: Selection<Element, unknown, null, undefined>, element: Element) {
    this.#selected = selected;
    this.#element = element;
    const own = ofElement.get(element) ?? new Set();
    ofElement.set(element, own.add(this));
    this.#frame = requestAnimationFrame((now) => this.#start(now));
  }

  selection() {
    return this.#selected;
  }

  /** `names`: kinds of events, each with a name of its own after a dot. */
  on(names: string, listener: Listener): this {
    for (const name of names.split(' ')) this.#listeners.set(name, listener);
    return this;
  }

  /** `make` gives what is called with 0…1, eased, in each frame. */
  tween(_: string, make: Listener): this {
    this.#tweens.push(make);
    return this;
  }

  duration(ms: number): this {
    this.#durationMs = ms;
    return this;
  }

  ease(ease: (t: number) => number): this {
    this.#ease = ease;
    return this;
  }

  call<A extends unknown[]>(use: (transition: this, ...given: A) => void, ...given: A): this {
    use(this, ...given);
    return this;
  }

  /** Ends it where it is. */
  stop(): void {
    const started = this.#started;
    if (this.#leave()) this.#tell(started ? 'interrupt' : 'cancel');
  }

  #start(now: number): void {
    for (const other of ofElement.get(this.#element) ?? []) {
      if (other === this) break;
      other.stop();
    }
    this.#tell('start');
    // A listener may have stopped it.
    if (!this.#goesOn()) return;
    this.#started = true;
    this.#step(now, this.#tweens.map((make) => this.#ask(make)) as Step[]);
  }

  #step(now: number, steps: readonly Step[]): void {
    const passed = Math.max(0, now - this.#askedAt) / this.#durationMs;
    const progress = passed < 1 ? this.#ease(passed) : 1;
    for (const step of steps) step(progress);
    if (!this.#goesOn()) return;
    if (passed < 1) this.#frame = requestAnimationFrame((next) => this.#step(next, steps));
    else if (this.#leave()) this.#tell('end');
  }

  #goesOn(): boolean {
    return ofElement.get(this.#element)?.has(this) ?? false;
  }

  #leave(): boolean {
    cancelAnimationFrame(this.#frame);
    return ofElement.get(this.#element)?.delete(this) ?? false;
  }

  #tell(kind: Kind): void {
    for (const [name, listener] of this.#listeners) if (name.split('.')[0] === kind) this.#ask(listener);
  }

  #ask(listener: Listener): unknown {
    const { __data__: datum } = this.#element as { __data__?: unknown };
    return listener.call(this.#element, datum, 0, [this.#element]);
  }
}

/** Ends all transitions of an element. */
export function interrupt(element: Element): void {
  for (const transition of ofElement.get(element) ?? []) transition.stop();
}

Object.assign(selection.prototype, {
  interrupt(this: Selection<Element, unknown, BaseType, unknown>) {
    return this.each(function () {
      interrupt(this);
    });
  },
  transition(this: Selection<Element, unknown, null, undefined>) {
    const element = this.node();
    if (!element) throw new Error('A transition needs an element.');
    return new Transition(this, element);
  },
});
