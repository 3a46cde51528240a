/** A longer one is a whole derivation. */
const LONGEST = 80;
const TOKEN = /\d+(?:\.\d+)?|[π√()+\-*/^!]/gu;
const HIGHEST_FACTORIAL = 20;

/**
 * The value of a canonical expression of numbers: `10(25/36)(1/216)`, `3√3/4`, `13π`, `-7/2`. null for one with a name
 * in it, or with anything but numbers, π, roots and the four operations. Linear in the key, which is bounded.
 */
export function numericValue(written: string): number | null {
  const key = written.replace(/\^?°$/, '');
  if (key === '' || key.length > LONGEST) return null;
  const tokens = key.match(TOKEN) ?? [];
  if (tokens.join('') !== key) return null;
  let at = 0;

  function sum(): number {
    let total = product();
    while (tokens[at] === '+' || tokens[at] === '-') total += tokens[at++] === '+' ? product() : -product();
    return total;
  }

  function product(): number {
    let total = signed();
    for (;;) {
      const sign = tokens[at];
      if (sign === '*') {
        at++;
        total *= signed();
      } else if (sign === '/') {
        at++;
        total /= signed();
      } else if (sign !== undefined && /^[\dπ√(]/u.test(sign)) total *= power();
      else return total;
    }
  }

  function signed(): number {
    if (tokens[at] !== '-') return power();
    at++;
    return -signed();
  }

  function power(): number {
    let base = operand();
    if (tokens[at] === '!') {
      at++;
      base = factorial(base);
    }
    if (tokens[at] !== '^') return base;
    at++;
    return base ** signed();
  }

  function operand(): number {
    const token = tokens[at++];
    if (token === 'π') return Math.PI;
    if (token === '√') return Math.sqrt(operand());
    if (token === '(') {
      const value = sum();
      return tokens[at++] === ')' ? value : Number.NaN;
    }
    if (token === undefined) return Number.NaN;
    if (/^\d/.test(token)) return Number(token);
    return Number.NaN;
  }

  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : null;
}

function factorial(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > HIGHEST_FACTORIAL) return Number.NaN;
  let product = 1;
  for (let factor = 2; factor <= value; factor++) product *= factor;
  return product;
}
