/** A complex number in double precision. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const complex = (re: number, im = 0): Complex => ({ re, im });
export const size = ({ re, im }: Complex): number => Math.hypot(re, im);
export const plus = (a: Complex, b: Complex): Complex => complex(a.re + b.re, a.im + b.im);
export const minus = (a: Complex, b: Complex): Complex => complex(a.re - b.re, a.im - b.im);
export const times = (a: Complex, b: Complex): Complex =>
  complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);

export function over(a: Complex, b: Complex): Complex {
  const square = b.re * b.re + b.im * b.im;
  return complex((a.re * b.re + a.im * b.im) / square, (a.im * b.re - a.re * b.im) / square);
}

export const exponential = (a: Complex): Complex => {
  const length = Math.exp(a.re);
  return a.im === 0 ? complex(length) : complex(length * Math.cos(a.im), length * Math.sin(a.im));
};

/** Principal value. */
export const logarithm = (a: Complex): Complex => complex(Math.log(size(a)), Math.atan2(a.im, a.re));

/** Principal value; exact for a whole real exponent. */
export function raise(a: Complex, b: Complex): Complex {
  if (b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= 64) {
    let result = complex(1);
    for (let i = 0; i < Math.abs(b.re); i++) result = times(result, a);
    return b.re < 0 ? over(complex(1), result) : result;
  }
  if (a.re === 0 && a.im === 0) return b.re > 0 ? complex(0) : complex(Number.NaN);
  if (a.im === 0 && b.im === 0 && a.re > 0) return complex(a.re ** b.re);
  return exponential(times(b, logarithm(a)));
}

const I = complex(0, 1);
export const sine = (a: Complex): Complex =>
  a.im === 0
    ? complex(Math.sin(a.re))
    : over(minus(exponential(times(I, a)), exponential(times(complex(0, -1), a))), complex(0, 2));
export const cosine = (a: Complex): Complex =>
  a.im === 0
    ? complex(Math.cos(a.re))
    : over(plus(exponential(times(I, a)), exponential(times(complex(0, -1), a))), complex(2));
