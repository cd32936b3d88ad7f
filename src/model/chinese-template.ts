/** Names in a template, and what stands for them: `{holder}`. */
type Values = Readonly<Record<string, string>>;

const NAME = /\{(\w+)\}/g;

/** What was put into a template to make this text; undefined where it was not made from it. */
export function valuesIn(template: string, text: string): Values | undefined {
  if (text.length > LONGEST) return undefined;
  const found = patternOf(template).exec(text);
  return found === null ? undefined : (found.groups ?? {});
}

/** No sentence of this program is longer; a longer text quotes names that somebody made so, and takes long to compare. */
const LONGEST = 2000;

const PATTERNS = new Map<string, RegExp>();

function patternOf(template: string): RegExp {
  const known = PATTERNS.get(template) ?? new RegExp(`^${sourceOf(template)}$`, 'su');
  PATTERNS.set(template, known);
  return known;
}

/** A name that comes again stands for the same. */
function sourceOf(template: string): string {
  const met = new Set<string>();
  return template
    .split(NAME)
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      if (met.has(part)) return `\\k<${part}>`;
      met.add(part);
      return `(?<${part}>.+?)`;
    })
    .join('');
}

/** Fills a Chinese template. No blank stands between two wide characters, nor beside full-width punctuation. */
export const filled = (template: string, values: Values): string =>
  template
    .split(/(\{\w+\})/)
    .map((part) => (NAME_ALONE.test(part) ? (values[part.slice(1, -1)] ?? part) : part))
    .reduce(joined, '');

const NAME_ALONE = /^\{\w+\}$/;

/** The blank that sets Latin apart from Chinese goes where the name turns out to be Chinese. */
function joined(before: string, after: string): string {
  if (WIDE_END.test(before) && BLANK_THEN_WIDE.test(after)) return before + after.slice(1);
  if (WIDE_THEN_BLANK.test(before) && WIDE_BEGIN.test(after)) return before.slice(0, -1) + after;
  return before + after;
}

const WIDE_END = /[\p{Script=Han}\u3001-\u3011\uff01-\uff5e]$/u;
const WIDE_BEGIN = /^[\p{Script=Han}\u3001-\u3011\uff01-\uff5e]/u;
const BLANK_THEN_WIDE = /^ [\p{Script=Han}\u3001-\u3011\uff01-\uff5e]/u;
const WIDE_THEN_BLANK = /[\p{Script=Han}\u3001-\u3011\uff01-\uff5e] $/u;
