import type { Translation } from '../../report/index.ts';

interface Described {
  /** Its line in the help. */
  readonly describe: string;
  /** One letter. */
  readonly alias?: string;
}

/** A flag with one value; to give it twice is wrong usage. */
export interface OneFlag extends Described {
  readonly kind: 'one';
  readonly default?: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
}

/** A flag with several values, separated by commas or in several flags. */
export interface ListFlag extends Described {
  readonly kind: 'list';
  /** It takes every word up to the next flag, as a shell writes them for `hosts/*.json`. */
  readonly greedy?: true;
}

/** A flag without a value. */
export interface SwitchFlag extends Described {
  readonly kind: 'switch';
}

export type Flag = OneFlag | ListFlag | SwitchFlag;

export type Flags = Readonly<Record<string, Flag>>;

/** Everything that the command line knows of a subcommand before its code is loaded. */
export interface CommandOptions {
  readonly name: string;
  /** Its line in the list of commands. */
  readonly about: string;
  /** What stands between the name and the flags, and what is told of it: `[ENDPOINT]`. */
  readonly operand?: Operand;
  /** That the words after -- are a command to be run, and what is told of it. */
  readonly command?: string;
  /** What the command does, in whole sentences; above its flags in the help. */
  readonly details: string;
  readonly flags: Flags;
  /** Command lines, `$0` for the program, and what each does. */
  readonly examples: readonly (readonly [line: string, about: string])[];
}

export interface Operand {
  readonly name: string;
  readonly describe: string;
  /** Any number of them may be given. Else one may be. */
  readonly many?: true;
  /** None need be given. */
  readonly optional?: true;
}

type Value<F extends Flag> = F extends SwitchFlag
  ? boolean
  : F extends { readonly choices: readonly (infer C)[] }
    ? C
    : F extends ListFlag
      ? string | readonly string[]
      : string;

type WithDefault<F extends Flags> = {
  [K in keyof F]: F[K] extends { readonly default: string } ? K : never;
}[keyof F];

/** The values of flags; undefined where one is not given and has no default. */
export type FlagValues<F extends Flags> = { readonly [K in WithDefault<F>]: Value<F[K]> } & {
  readonly [K in Exclude<keyof F, WithDefault<F>>]?: Value<F[K]> | undefined;
};

/** What a command is called with. */
export type ArgumentsOf<O extends CommandOptions> = FlagValues<O['flags']> & {
  readonly operands: readonly string[];
  /** The words after --; none where the command takes none. */
  readonly command: readonly string[];
  /** Of the language that --lang or the locale asks for; absent: English. */
  readonly translation?: Translation;
};

export const one = <const More extends Omit<Partial<OneFlag>, 'kind' | 'describe'> = Record<never, never>>(
  describe: string,
  more?: More,
) => ({ kind: 'one', describe, ...(more as More) }) as const;

export const list = (describe: string, more: Pick<ListFlag, 'alias' | 'greedy'> = {}): ListFlag => ({
  kind: 'list',
  describe,
  ...more,
});

export const toggle = (describe: string): SwitchFlag => ({ kind: 'switch', describe });
