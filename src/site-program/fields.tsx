import type { ComponentChildren, JSX } from 'preact';
import type { QuestionKey } from './question.ts';

/** What is wrong with a field. */
export type Complaints = Readonly<Partial<Record<QuestionKey, string>>>;

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly complaint?: string | undefined;
  readonly children: ComponentChildren;
}

/** A control under its label, with a hint and with what is wrong. */
export const Field = ({ id, label, hint, complaint, children }: FieldProps): JSX.Element => (
  <div class={complaint === undefined ? 'field' : 'field wrong'}>
    <label for={id}>{label}</label>
    {children}
    {hint !== undefined && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {complaint !== undefined && (
      <p class="complaint" id={`${id}-wrong`}>
        {complaint}
      </p>
    )}
  </div>
);

interface Described {
  readonly 'aria-describedby': string;
  readonly 'aria-invalid'?: 'true';
}

/** The attributes that tie a control to its hint and its complaint. */
export const described = (id: string, complaint: string | undefined): Described => ({
  'aria-describedby': `${id}-hint${complaint === undefined ? '' : ` ${id}-wrong`}`,
  ...(complaint === undefined ? {} : { 'aria-invalid': 'true' }),
});

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

/** One of a few words. */
export const Choice = ({ id, label, value, choices, disabled = false, onChange }: ChoiceProps): JSX.Element => (
  <div class="field">
    <label for={id}>{label}</label>
    <select id={id} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)}>
      {choices.map(([one, words]) => (
        <option key={one} value={one} selected={one === value}>
          {words}
        </option>
      ))}
    </select>
  </div>
);

interface TextProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly complaint?: string | undefined;
  readonly list?: readonly string[];
  readonly numeric?: boolean;
  readonly onInput: (value: string) => void;
}

/** A line of text; `list`: what may be proposed. */
export const TextLine = ({ id, label, value, hint, complaint, list, numeric, onInput }: TextProps): JSX.Element => (
  <Field id={id} label={label} hint={hint} complaint={complaint}>
    <input
      id={id}
      type="text"
      spellcheck={false}
      autocomplete="off"
      value={value}
      {...(numeric ? { inputMode: 'numeric' } : {})}
      {...(list === undefined ? {} : { list: `${id}-list` })}
      {...described(id, complaint)}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
    {list !== undefined && (
      <datalist id={`${id}-list`}>
        {list.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    )}
  </Field>
);
