import type { JSX } from 'preact';
import { FORESEEN_REUSE, type Reuse } from '../model/options.ts';
import { pairOf } from './command.ts';
import { Choice } from './fields.tsx';

const WORDS: Readonly<Record<Reuse, string>> = {
  none: 'no reuse option',
  addr: 'SO_REUSEADDR',
  port: 'SO_REUSEPORT',
  'addr+port': 'both of them',
  exclusive: 'SO_EXCLUSIVEADDRUSE',
};

const CHOICES = FORESEEN_REUSE.map((value) => [value, WORDS[value]] as const);

/** `HOLDER/NEWCOMER`, or one word where both are the same. */
export const joined = (holder: string, newcomer: string): string =>
  holder === newcomer ? holder : `${holder}/${newcomer}`;

interface ReuseProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The reuse options of the socket that comes first, and of the one that tries next. */
export function ReuseFields({ value, onChange }: ReuseProps): JSX.Element {
  const [holder, newcomer] = pairOf(value);
  return (
    <>
      <Choice
        id="holder"
        label="The first socket sets"
        value={holder}
        choices={CHOICES}
        onChange={(next) => onChange(holder === newcomer ? next : joined(next, newcomer))}
      />
      <Choice
        id="newcomer"
        label="The next one sets"
        value={holder === newcomer ? 'same' : newcomer}
        choices={[['same', 'the same'], ...CHOICES.filter(([one]) => one !== holder)]}
        onChange={(next) => onChange(next === 'same' ? holder : joined(holder, next))}
      />
    </>
  );
}
