import type { Flag } from '../../src/commands/command-line/definition.ts';

/** Ways to write an option that mean nothing, or not what they seem to; and what is said of each. */
const OF_EVERY_FLAG: readonly (readonly [form: (name: string) => readonly string[], said: RegExp])[] = [
  [(name) => [`--${name}.x`, '1'], /unknown option/],
  [(name) => [`--${name}.x=1`], /unknown option/],
  [(name) => [`--no-${name}`], /unknown option/],
  [(name) => [`--${name.toUpperCase()}`, 'x'], /unknown option/],
  [(name) => [`--${name}[]`, 'x'], /unknown option/],
  [(name) => [`--${name}:x`], /unknown option/],
  [(name) => [`---${name}`, 'x'], /unknown option/],
  [(name) => [`-${name}`, 'x'], /unknown option/],
  [(name) => [`-${name}=x`], /unknown option/],
];

const OF_A_SWITCH: typeof OF_EVERY_FLAG = [
  ...['=1', '=true', '=false', '=', '=yes', '=--'].map(
    (value) => [(name: string) => [`--${name}${value}`], /takes no value/] as const,
  ),
  [(name) => [`--${name}`, 'true'], /takes no value/],
  [(name) => [`--${name}`, 'false'], /takes no value/],
];

const OF_A_VALUE: typeof OF_EVERY_FLAG = [
  [(name) => [`--${name}`], /needs a value/],
  [(name) => [`--${name}`, `--${name}=x`], /needs a value/],
  [(name) => [`--${name}`, '--', 'x'], /needs a value/],
];

/** Of a flag that offers a choice, the choice is judged first. */
const GIVEN_TWICE = /may be given only once|is not offered here/;

const OF_ONE_VALUE: typeof OF_EVERY_FLAG = [
  [(name) => [`--${name}=`], /needs a value/],
  [(name) => [`--${name}`, 'terminal', `--${name}`, 'terminal'], GIVEN_TWICE],
  [(name) => [`--${name}=terminal`, `--${name}=terminal`], GIVEN_TWICE],
];

/** Those of one flag. */
export const formsOf = ({ kind }: Flag): typeof OF_EVERY_FLAG => [
  ...OF_EVERY_FLAG,
  ...(kind === 'switch' ? OF_A_SWITCH : OF_A_VALUE),
  ...(kind === 'one' ? OF_ONE_VALUE : []),
];

/** Flags that every command has. */
export const COMMON: readonly (readonly [string, Flag])[] = [
  ['help', { kind: 'switch', describe: '' }],
  ['version', { kind: 'switch', describe: '' }],
];
