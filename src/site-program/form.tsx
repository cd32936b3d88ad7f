import type { JSX } from 'preact';
import { KNOWN_SERIES, OPERATING_SYSTEMS, ruleSet } from '../rules/index.ts';
import { Choice, type Complaints, described, Field, TextLine } from './fields.tsx';
import { MoreOptions } from './more-options.tsx';
import type { Question } from './question.ts';
import { ReuseFields } from './reuse-fields.tsx';

interface FormProps {
  readonly question: Question;
  /** The addresses as they were typed. */
  readonly typed: string;
  readonly complaints: Complaints;
  readonly onType: (addresses: string) => void;
  readonly onChange: (change: Partial<Question>) => void;
}

const SYSTEMS = OPERATING_SYSTEMS.map((os) => [os, ruleSet(os).name] as const);

/** The question. Each change is answered at once, so there is no button to send it. */
export const QuestionForm = (props: FormProps): JSX.Element => (
  <form class="question" aria-label="The question" onSubmit={(event) => event.preventDefault()}>
    <EndpointFields {...props} />
    <SystemFields question={props.question} complaint={props.complaints.predict} onChange={props.onChange} />
    <ReuseFields value={props.question.reuse} onChange={(reuse) => props.onChange({ reuse })} />
    <OtherOptions {...props} />
    <MoreOptions question={props.question} complaints={props.complaints} onChange={props.onChange} />
  </form>
);

const PROTOCOLS = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
] as const;

/** Addresses, protocol and port. */
const EndpointFields = ({ question, typed, complaints, onType, onChange }: FormProps): JSX.Element => (
  <>
    <Field
      id="address"
      label="Addresses"
      hint="One a line, or with commas. ANY of their families is added."
      complaint={complaints.address}
    >
      <textarea
        id="address"
        rows={Math.min(8, Math.max(3, typed.split('\n').length))}
        spellcheck={false}
        autocomplete="off"
        value={typed}
        {...described('address', complaints.address)}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </Field>
    <div class="pair">
      <Choice
        id="protocol"
        label="Protocol"
        value={question.protocol}
        choices={PROTOCOLS}
        onChange={(protocol) => onChange({ protocol })}
      />
      <TextLine
        id="port"
        label="Port"
        numeric
        value={question.port}
        hint="1 to 65535"
        complaint={complaints.port}
        onInput={(port) => onChange({ port: port.trim() })}
      />
    </div>
  </>
);

const V6ONLY = [
  ['system', 'as the system has it'],
  ['on', 'on: IPv6 alone'],
  ['off', 'off: dual-stack'],
] as const;

const SEQUENCES = [
  ['listen-each', 'one socket after the other'],
  ['bind-all-first', 'all bind, then all listen'],
] as const;

const OtherOptions = ({ question, onChange }: FormProps): JSX.Element => (
  <>
    <Choice
      id="v6only"
      label="IPV6_V6ONLY of IPv6 sockets"
      value={question.v6only}
      choices={V6ONLY}
      onChange={(v6only) => onChange({ v6only })}
    />
    <Choice
      id="sequence"
      label="Order of the calls"
      value={question.sequence}
      disabled={question.protocol === 'udp'}
      choices={SEQUENCES}
      onChange={(sequence) => onChange({ sequence })}
    />
  </>
);

interface SystemProps {
  readonly question: Question;
  readonly complaint: string | undefined;
  readonly onChange: FormProps['onChange'];
}

/** The operating system, and of Linux its version. */
function SystemFields({ question, complaint, onChange }: SystemProps): JSX.Element {
  const [os = '', version = ''] = question.predict.split('@');
  return (
    <div class="pair">
      <Choice id="system" label="System" value={os} choices={SYSTEMS} onChange={(predict) => onChange({ predict })} />
      {(os === 'linux' || complaint !== undefined) && (
        <TextLine
          id="kernel"
          label="Kernel"
          value={version}
          hint="empty: a current one"
          complaint={complaint}
          list={KNOWN_SERIES}
          onInput={(text) => onChange({ predict: text.trim() === '' ? os : `${os}@${text.trim()}` })}
        />
      )}
    </div>
  );
}
