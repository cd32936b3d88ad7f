import { AXES, AXIS_KEYS, type AxisKey } from '../model/axes.ts';

/** What the page asks, each value as the flag of that name of `run` takes it. */
export type Question = Readonly<Record<QuestionKey, string>>;

export type QuestionKey = 'predict' | 'address' | 'port' | 'protocol' | AxisKey;

/** The pair of addresses whose reason is shown, as they stand in the matrix. */
export interface ChosenPair {
  readonly holder: string;
  readonly newcomer: string;
}

/** Everything that can be linked to. */
export interface PageState {
  readonly question: Question;
  readonly chosen?: ChosenPair;
}

/** The tutorial's three servers. */
export const FIRST_QUESTION: Question = {
  predict: 'linux',
  address: '192.168.1.101,10.10.2.102',
  port: '80',
  protocol: 'tcp',
  ...(Object.fromEntries(AXIS_KEYS.map((key) => [key, AXES[key].byDefault])) as Record<AxisKey, string>),
};

const KEYS = Object.keys(FIRST_QUESTION) as readonly QuestionKey[];

/** These stand in every link, so that one can be read without knowing the defaults. */
const ALWAYS: readonly QuestionKey[] = ['address', 'port', 'predict'];

/** The state as the part of an address behind `#`: `address=192.0.2.1&port=80&predict=linux`. */
export function hashOf({ question, chosen }: PageState): string {
  const entries = KEYS.filter((key) => ALWAYS.includes(key) || question[key] !== FIRST_QUESTION[key]).map(
    (key): [string, string] => [key, question[key]],
  );
  const pair = chosen === undefined ? [] : Object.entries(chosen);
  return [...entries, ...pair].map(([key, value]) => `${key}=${escaped(value)}`).join('&');
}

/** Commas, colons and slashes mean nothing there, and are left for people to read. */
const escaped = (value: string): string =>
  encodeURIComponent(value).replace(/%(?:2C|3A|2F|40)/g, (code) => decodeURIComponent(code));

/** Reads what `hashOf` wrote; what is not there is as in the first question. Undefined where it is another anchor. */
export function readHash(hash: string): PageState | undefined {
  const fields = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  if (!KEYS.some((key) => fields.has(key))) return undefined;
  const read = KEYS.map((key): [QuestionKey, string] => [key, fields.get(key) ?? FIRST_QUESTION[key]]);
  const [holder, newcomer] = [fields.get('holder'), fields.get('newcomer')];
  return {
    question: Object.fromEntries(read) as Question,
    ...(holder === null || newcomer === null ? {} : { chosen: { holder, newcomer } }),
  };
}

/** What was typed as a list: blanks and ends of lines separate as commas do. */
export const listTyped = (text: string): string =>
  text
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .join(',');
