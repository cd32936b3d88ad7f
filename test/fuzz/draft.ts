import fc from 'fast-check';

/** One intention of a trial: small numbers, which shrink towards the plainest step. What they mean is said in steps.ts. */
export interface Draft {
  /** What is done: see KINDS. */
  readonly kind: number;
  /** To which of the sockets that there are. */
  readonly who: number;
  readonly where: number;
  readonly port: number;
  readonly reuse: number;
  /** The rarer options. */
  readonly options: number;
  readonly uid: number;
  /** Whatever else there is to choose. */
  readonly extra: number;
}

/** A trial before its addresses and ports are filled in. */
export interface DraftTrial {
  /** 0 to 2 TCP, 3 and 4 UDP, 5 both. */
  readonly protocol: number;
  /** Which addresses are drawn from: see ADDRESSES. */
  readonly palette: number;
  /** The reuse options that most of its sockets have. */
  readonly reuse: number;
  readonly uids: number;
  /** 7: datagrams to groups and broadcast addresses. */
  readonly groups: number;
  readonly drafts: readonly Draft[];
}

const draft: fc.Arbitrary<Draft> = fc.record(
  {
    kind: fc.nat(139),
    who: fc.nat(7),
    where: fc.nat(31),
    port: fc.nat(31),
    reuse: fc.nat(7),
    options: fc.nat(63),
    uid: fc.nat(3),
    extra: fc.nat(255),
  },
  { noNullPrototype: true },
);

/** Random trials. They shrink to fewer and plainer steps. */
export const draftTrial: fc.Arbitrary<DraftTrial> = fc.record(
  {
    protocol: fc.nat(5),
    palette: fc.nat(5),
    reuse: fc.nat(3),
    uids: fc.nat(3),
    groups: fc.nat(7),
    drafts: fc.array(draft, { minLength: 1, maxLength: 10, size: 'max' }),
  },
  { noNullPrototype: true },
);
