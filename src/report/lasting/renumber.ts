/** What stands for the numbers of one run: `pid 812` becomes `pid 1001`. */
export interface Renumbering {
  /** The keys under which such a number stands by itself. */
  readonly keys: readonly string[];
  readonly numbers: ReadonlyMap<number, number>;
  /** Such a number in a sentence: its last group is the number. */
  readonly inText: RegExp;
}

/** Plain data with other numbers in it, in its texts too; the value itself where there is none of them. */
export function renumbered<T>(value: T, by: Renumbering): T {
  if (by.numbers.size === 0) return value;
  return replaced(value, '', by) as T;
}

function replaced(value: unknown, key: string, by: Renumbering): unknown {
  if (typeof value === 'number') return by.keys.includes(key) ? (by.numbers.get(value) ?? value) : value;
  if (typeof value === 'string') return inText(value, by);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((one) => replaced(one, key, by));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, name, by)]));
}

const inText = (text: string, { inText: pattern, numbers }: Renumbering): string =>
  text.replace(pattern, (found, before: string, digits: string) => {
    const number = numbers.get(Number(digits));
    return number === undefined ? found : `${before}${number}`;
  });

/** The numbers under some keys of plain data, in the order in which they stand there. */
export function numbersIn(value: unknown, keys: readonly string[]): number[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'number' ? (keys.includes(name) ? [one] : []) : numbersIn(one, keys),
  );
}
