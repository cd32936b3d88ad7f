import type { JSX } from 'preact';
import { DEVICE_NAME, UID_FORM } from '../model/options.ts';
import { pairOf } from './command.ts';
import { type Complaints, TextLine } from './fields.tsx';
import { FIRST_QUESTION, type Question } from './question.ts';
import { joined } from './reuse-fields.tsx';

interface MoreProps {
  readonly question: Question;
  readonly complaints: Complaints;
  readonly onChange: (change: Partial<Question>) => void;
}

const RARE = ['device', 'uid', 'freebind'] as const;

/** What is seldom asked; open where something of it is asked. */
export function MoreOptions({ question, complaints, onChange }: MoreProps): JSX.Element {
  const isAsked = RARE.some((key) => question[key] !== FIRST_QUESTION[key]);
  return (
    <details class="more" open={isAsked}>
      <summary>More options</summary>
      <PairLine
        id="device"
        what="SO_BINDTODEVICE"
        empty="none"
        hint="an interface"
        form={DEVICE_NAME}
        {...{ question, complaints, onChange }}
      />
      <PairLine
        id="uid"
        what="User id"
        empty="own"
        hint="a number"
        form={UID_FORM}
        {...{ question, complaints, onChange }}
      />
      <p class="check">
        <input
          id="freebind"
          type="checkbox"
          checked={question.freebind === 'on'}
          onChange={(event) => onChange({ freebind: event.currentTarget.checked ? 'on' : 'off' })}
        />
        <label for="freebind">IP_FREEBIND: addresses that the host does not have</label>
      </p>
    </details>
  );
}

interface PairProps extends MoreProps {
  readonly id: 'device' | 'uid';
  readonly what: string;
  /** The word for no value. */
  readonly empty: string;
  readonly hint: string;
  readonly form: RegExp;
}

/** A value for the first socket, and one for the next. */
function PairLine({ id, what, empty, hint, form, question, complaints, onChange }: PairProps): JSX.Element {
  const [holder, newcomer] = pairOf(question[id]).map((value) => (value === empty ? '' : value));
  const complaint = complaints[id];
  const change = (first = '', next = ''): void => {
    const isPlain = [first, next].every((value) => value === '' || form.test(value));
    const values = [first, next].map((value) => (value === '' ? empty : value));
    // A name with a slash is no pair of names: it is refused as it stands.
    onChange({ [id]: isPlain ? joined(values[0] ?? '', values[1] ?? '') : values.join('/') });
  };
  return (
    <div class="pair">
      <TextLine
        id={`${id}-first`}
        label={`${what}, first`}
        value={holder ?? ''}
        hint={hint}
        complaint={complaint}
        onInput={(value) => change(value.trim(), newcomer)}
      />
      <TextLine
        id={`${id}-next`}
        label="next"
        value={newcomer ?? ''}
        hint="or empty"
        onInput={(value) => change(holder, value.trim())}
      />
    </div>
  );
}
