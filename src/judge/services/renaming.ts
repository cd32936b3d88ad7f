/** What plain data is called instead. */
export interface OwnNames {
  readonly text: (standIn: string) => string;
  readonly port: (standIn: number) => number;
}

/** What in texts, and behind `port`, stands for something else. */
export interface StandIns {
  /** Matches each stand-in of a text; global. */
  readonly pattern: RegExp;
  readonly isPort: (port: number) => boolean;
}

/** Gives data its own names. */
export type Renaming<T> = (own: OwnNames) => T;

type Make = (own: OwnNames) => unknown;

/**
 * Looks once for the stand-ins in plain data, in texts, names of fields and behind `port`. What has none is shared by all
 * copies, as addresses are.
 */
export function renamingOf<T>(value: T, standIns: StandIns): Renaming<T> {
  const make = makeOf(value, undefined, standIns);
  return (make ?? (() => value)) as Renaming<T>;
}

function makeOf(value: unknown, key: string | undefined, standIns: StandIns): Make | undefined {
  if (typeof value === 'string') return textMake(value, standIns);
  if (typeof value === 'number') return key === 'port' && standIns.isPort(value) ? (own) => own.port(value) : undefined;
  if (typeof value !== 'object' || value === null || key === 'address') return undefined;
  if (Array.isArray(value)) return listMake(value, standIns);
  if (value instanceof Map) {
    const entries = listMake([...value], standIns);
    return entries && ((own) => new Map(entries(own) as [unknown, unknown][]));
  }
  return recordMake(value as Readonly<Record<string, unknown>>, standIns);
}

function textMake(text: string, { pattern }: StandIns): Make | undefined {
  const found = text.match(pattern);
  if (found === null) return undefined;
  const [first = '', ...between] = text.split(pattern);
  return ({ text: own }) => between.reduce((made, rest, i) => made + own(found[i] ?? '') + rest, first);
}

function listMake(list: readonly unknown[], standIns: StandIns): Make | undefined {
  const makes = list.map((item) => makeOf(item, undefined, standIns));
  if (makes.every((make) => make === undefined)) return undefined;
  return (own) => list.map((item, i) => makes[i]?.(own) ?? item);
}

function recordMake(record: Readonly<Record<string, unknown>>, standIns: StandIns): Make | undefined {
  const fields = Object.entries(record).map(([name, value]) => ({
    name,
    value,
    nameMake: textMake(name, standIns),
    make: makeOf(value, name, standIns),
  }));
  if (fields.every(({ nameMake, make }) => nameMake === undefined && make === undefined)) return undefined;
  return (own) => {
    const copy: Record<string, unknown> = {};
    for (const { name, value, nameMake, make } of fields)
      copy[nameMake === undefined ? name : (nameMake(own) as string)] = make === undefined ? value : make(own);
    return copy;
  };
}
