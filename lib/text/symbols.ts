/** `times × cdot ·` as pairs. */
const pairs = (text: string): [string, string][] => {
  const words = text.trim().split(/\s+/);
  return words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as [string, string]] : []));
};
const words = (text: string): string[] => text.trim().split(/\s+/);

const OPERATORS = `
  times × cdot · ast ∗ bullet • div ÷ slash / pm ± mp ∓ setminus ∖ backslash ∖ cup ∪ bigcup ∪ cap ∩ bigcap ∩
  lor ∨ vee ∨ land ∧ wedge ∧ oplus ⊕ otimes ⊗ sum ∑ prod ∏ int ∫ partial ∂ nabla ∇`;
const RELATIONS = `
  le ≤ leq ≤ leqslant ≤ leqq ≤ ge ≥ geq ≥ geqslant ≥ geqq ≥ lt < gt > ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ cong ≅
  propto ∝ in ∈ notin ∉ subset ⊂ subseteq ⊆ supset ⊃ perp ⊥ parallel ∥`;
const ARROWS = `
  to → rightarrow → longrightarrow → Rightarrow ⇒ Longrightarrow ⇒ implies ⇒ iff ⇔ Leftrightarrow ⇔ leftarrow ←
  mapsto ↦`;
const GREEK = `
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ nu ν
  xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω`;
const OTHERS = `
  infty ∞ infin ∞ emptyset ∅ varnothing ∅ ell ℓ circ ° degree ° angle ∠ measuredangle ∠ triangle △ forall ∀ exists ∃
  ldots … dots … cdots ⋯ vdots ⋮ colon : AA Å pounds £ euro €
  langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lparen ( rparen ) lbrack [ rbrack ] lbrace { rbrace }
  lvert | rvert | vert | mid | lVert ‖ rVert ‖ Vert ‖`;

/** LaTeX's names of symbols, and the character that each draws. Several names may draw one. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map(
  [OPERATORS, RELATIONS, ARROWS, GREEK, OTHERS].flatMap(pairs),
);

/** The other way: the names of a character, the usual one first. */
export const LATEX_NAMES: ReadonlyMap<string, readonly string[]> = namesByCharacter();

/** Greek letters, each by its usual name. */
export const GREEK_LETTERS: ReadonlyMap<string, string> = new Map(
  pairs(GREEK)
    .toReversed()
    .map(([name, letter]) => [letter, LATEX_NAMES.get(letter)?.[0] ?? name]),
);

/** Names that are written upright and stand for themselves. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  words(
    'sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh cis log ln lg exp gcd lcm max min det',
  ),
);

/** Commands that change how something looks and not what it means; they take no argument. */
export const LAYOUT_COMMANDS: ReadonlySet<string> = new Set(
  words(`
    left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle scriptstyle
    limits nolimits rm bf it sf tt boldmath normalsize large small hline`),
);

/** Commands that leave a gap, by name and by sign. */
export const SPACE_COMMANDS: ReadonlySet<string> = new Set([
  ...'!,;: ',
  ...words('quad qquad enspace thinspace hspace hfill space nobreakspace'),
]);

/** Typography's signs in ASCII. A dash is a minus between numbers; the long one (—) parts sentences. */
export const ASCII: ReadonlyMap<string, string> = new Map([
  ...[...'×·⋅∗'].map((sign): [string, string] => [sign, '*']),
  ...[...'÷∕⁄'].map((sign): [string, string] => [sign, '/']),
  ...[...'−–‐‑'].map((sign): [string, string] => [sign, '-']),
  ...pairs('≤ <= ⩽ <= ≥ >= ⩾ >= ≠ !='),
]);

/** Raised and lowered characters, as they stand on the line. */
export const RAISED: ReadonlyMap<string, string> = new Map(
  pairs('⁰ 0 ¹ 1 ² 2 ³ 3 ⁴ 4 ⁵ 5 ⁶ 6 ⁷ 7 ⁸ 8 ⁹ 9 ⁺ + ⁻ - ⁿ n'),
);
export const LOWERED: ReadonlyMap<string, string> = new Map(pairs('₀ 0 ₁ 1 ₂ 2 ₃ 3 ₄ 4 ₅ 5 ₆ 6 ₇ 7 ₈ 8 ₉ 9'));

/** `½` and its like: over and under. */
export const FRACTIONS: ReadonlyMap<string, readonly [number, number]> = new Map(
  pairs('½ 1/2 ⅓ 1/3 ⅔ 2/3 ¼ 1/4 ¾ 3/4 ⅕ 1/5 ⅖ 2/5 ⅗ 3/5 ⅘ 4/5 ⅙ 1/6 ⅚ 5/6 ⅛ 1/8 ⅜ 3/8 ⅝ 5/8 ⅞ 7/8').map(
    ([sign, parts]) => [sign, [Number(parts.charAt(0)), Number(parts.charAt(2))] as const],
  ),
);

/** The source of a pattern for each way to write an ASCII sign: `*` may be `×`, `·` or `\times`. */
export function patternOfSign(sign: string): string {
  const characters = [...ASCII].flatMap(([character, ascii]) => (ascii === sign ? [character] : []));
  const names = [sign, ...characters].flatMap((character) => LATEX_NAMES.get(character) ?? []);
  const escaped = [...sign].map((character) => `\\${character}`).join('');
  return [
    sign.length === 1 ? `(?:[${escaped}${characters.join('')}]` : `(?:${escaped}|[${characters.join('')}]`,
    ...(names.length > 0 ? [`|\\\\(?:${names.join('|')})(?![a-zA-Z])`] : []),
    ')',
  ].join('');
}

function namesByCharacter(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [name, character] of SYMBOLS) {
    const known = names.get(character);
    if (known) known.push(name);
    else names.set(character, [name]);
  }
  return names;
}
