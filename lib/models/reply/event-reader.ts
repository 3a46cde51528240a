import { parseJson, parseLooseJson } from './json.ts';
import { ExcessError, MAX_EVENT_LENGTH } from './reply-bounds.ts';

/** One event of a stream, in any framing. */
export interface StreamEvent {
  /** `event:` of server-sent events; empty = none. */
  name: string;
  data: string;
  /** Arrived without `data:`: a line of JSON, a whole JSON body, or a line that belongs to no framing. */
  bare: boolean;
  /** The text ended inside this event. */
  cut: boolean;
}

export interface EventReader {
  /** @throws ExcessError when an event is longer than any event of a reply */
  feed(text: string): void;
  /** Emits the unterminated rest, which the standard would drop: servers forget the last blank line. */
  end(): void;
}

/** The most lines of one event; each costs more memory than its characters. */
const MAX_LINES = 100_000;

/** How many lines at the margin we try as the end of a JSON value that spans several lines. */
const MAX_TRIES = 32;

const LINE_END = /\r\n?|\n/g;
const FIELD = /^[ \t]*(data|event|id|retry)(?::[ \t]?|$)/;
/** `[DONE]` in all the ways in which servers write it. */
export const isDone = (data: string): boolean => /^\s*"?\[?done\]?"?\s*$/i.test(data);

/**
 * Reads server-sent events, JSON line by line, and a JSON body. It distinguishes them line by line, since servers mix
 * them: a proxy's error appears bare among events. Beyond the standard, events that are each JSON need no blank line
 * between them, and the last event needs none at all.
 */
export function createEventReader(onEvent: (event: StreamEvent) => void): EventReader {
  /**
   * The unfinished line, in the pieces in which it came: joining them each time would take time quadratic in its
   * length.
   */
  let pieces: string[] = [];
  let piecesLength = 0;
  let atStart = true;
  let afterCarriageReturn = false;
  let name = '';
  let data: string | null = null;
  let dataLines = 0;
  /** The lines of a JSON value that spans several. */
  let json: string | null = null;
  let jsonLines = 0;
  let tries = 0;

  function dispatch(cut = false) {
    if (data !== null || name !== '') onEvent({ name, data: data ?? '', bare: false, cut });
    name = '';
    data = null;
    dataLines = 0;
  }

  function dispatchJson(cut = false) {
    if (json !== null) onEvent({ name: '', data: json, bare: true, cut });
    json = null;
    jsonLines = 0;
    tries = 0;
  }

  /**
   * The next event begins without a blank line after this one. We check only single lines, or we would parse long data
   * again and again.
   */
  const endsHere = () => data !== null && dataLines === 1 && (isDone(data) || parseJson(data) !== undefined);

  function takeField(field: string, value: string) {
    dispatchJson();
    if (field === 'data') {
      if (endsHere()) dispatch();
      data = data === null ? value : `${data}\n${value}`;
      if (++dataLines > MAX_LINES) throw new ExcessError('event');
    } else if (field === 'event') {
      if (endsHere()) dispatch();
      name = value.trim();
    }
  }

  function takeBare(line: string, cut: boolean) {
    if (json !== null) {
      json += `\n${line}`;
      if (++jsonLines > MAX_LINES) throw new ExcessError('event');
      // A pretty-printed body closes at the margin; trying after each line would take time quadratic in its length.
      if (/^[}\]]/.test(line) && tries++ < MAX_TRIES && parseJson(json) !== undefined) dispatchJson();
      return;
    }
    dispatch();
    json = line;
    if (isDone(line) || parseLooseJson(line) !== undefined) dispatchJson();
    else if (!/^\s*[{[]/.test(line)) dispatchJson(cut);
  }

  function takeLine(line: string, cut = false) {
    if (line === '' || line.charCodeAt(0) === 58) {
      if (line === '' && json === null) dispatch();
      return;
    }
    const field = FIELD.exec(line);
    if (field) takeField(field[1]!, line.slice(field[0].length));
    // The standard tells readers to ignore unknown fields.
    else if (json !== null || !/^\w+:/.test(line)) takeBare(line, cut);
  }

  return {
    feed(text) {
      let from = 0;
      if (text === '') return;
      if (atStart && text.charCodeAt(0) === 0xfeff) from = 1;
      atStart = false;
      if (afterCarriageReturn && text.charCodeAt(from) === 10) from++;
      afterCarriageReturn = text.charCodeAt(text.length - 1) === 13;
      LINE_END.lastIndex = from;
      for (let end = LINE_END.exec(text); end; end = LINE_END.exec(text)) {
        const line = text.slice(from, end.index);
        from = LINE_END.lastIndex;
        takeLine(pieces.length === 0 ? line : pieces.join('') + line);
        pieces = [];
        piecesLength = 0;
        // `takeLine` may meanwhile read another stream's lines with the same regular expression.
        LINE_END.lastIndex = from;
      }
      if (from < text.length) pieces.push(text.slice(from));
      piecesLength += text.length - from;
      if (piecesLength + (data?.length ?? 0) + (json?.length ?? 0) > MAX_EVENT_LENGTH) {
        throw new ExcessError('event');
      }
    },
    end() {
      const line = pieces.join('');
      pieces = [];
      piecesLength = 0;
      if (line !== '') takeLine(line, true);
      dispatchJson(true);
      dispatch(line !== '');
    },
  };
}
