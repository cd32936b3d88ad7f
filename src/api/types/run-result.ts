import type { Family, Pair, Protocol, Reuse, Sequence, SkipReason, Switch, V6only } from './words.ts';

/** One endpoint by itself. Addresses and outcomes are text. */
export interface AloneResult {
  /** The system whose rules predicted it; absent: this kernel, for real. */
  readonly system?: string | undefined;
  readonly protocol: Protocol;
  readonly port: number;
  /** Which of SO_REUSEADDR and SO_REUSEPORT it sets; exclusive: SO_EXCLUSIVEADDRUSE, in predictions. */
  readonly reuse: Reuse;
  /** IPV6_V6ONLY; system: as net.ipv6.bindv6only has it. */
  readonly v6only: V6only;
  /** SO_BINDTODEVICE, the name of an interface; absent: none. */
  readonly device?: string | undefined;
  /** IP_FREEBIND; absent: off. */
  readonly freebind?: Switch | undefined;
  /** In predictions, the user that opens the socket; absent: who runs this program. */
  readonly uid?: string | undefined;
  /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
  readonly address: string;
  /**
   * `ok`; CALL:ERRNO; holder:CALL:ERRNO where the holder of a pair was refused; skipped:REASON where nothing was
   * tried.
   */
  readonly outcome: string;
  /** False where bind(2) was tried and listen(2) was not. */
  readonly listened: boolean;
  /** Clients from remote hosts: reset, not a byte read or sent. */
  readonly strangers?: number | undefined;
  /** As the outcome; `unknown` where the rules cannot tell. */
  readonly predicted: string;
  /** The id of a rule, as `bindmatrix rules` lists it; empty where there is none. */
  readonly rule: string;
}

/** A listener among those that were started together. */
export interface ListenerResult {
  /** `0.0.0.0`, `::`, `fe80::1%eth0`. */
  readonly address: string;
  /**
   * `ok`; CALL:ERRNO; holder:CALL:ERRNO where the holder of a pair was refused; skipped:REASON where nothing was
   * tried.
   */
  readonly outcome: string;
  /** As the outcome; `unknown` where the rules cannot tell. */
  readonly predicted: string;
  /** The id of a rule, as `bindmatrix rules` lists it; empty where there is none. */
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
  /** The listener that a local client reached at this address; null: none of them. */
  readonly answers: string | null;
  /** What the client saw. */
  readonly reached: string;
  /**
   * The listeners that the rules expect to answer: several where chance decides, or where each gets a copy, or
   * "another socket".
   */
  readonly predictedAnswers: readonly string[];
  /**
   * Why it was not seen who answers, though the rules expect an answer. client: the call of the client itself failed.
   * taken: the client met none of the listeners, on a host, whose packet rules (DNAT, IPVS) may have taken what it
   * sent. changed: the host changed during the run.
   */
  readonly unseen?: 'client' | 'taken' | 'changed' | undefined;
}

/** All listeners of one family, or of both, started in order and kept open. */
export interface TogetherResult {
  /** The system whose rules predicted it; absent: this kernel, for real. */
  readonly system?: string | undefined;
  readonly protocol: Protocol;
  readonly port: number;
  /** What the sockets set: one word, or two where holder and newcomer differ. */
  readonly reuse: Reuse | Pair<Reuse>;
  /** IPV6_V6ONLY; system: as net.ipv6.bindv6only has it. */
  readonly v6only: V6only;
  /** Whether each socket listens before the next one binds. */
  readonly sequence: Sequence;
  readonly device?: string | Pair<string> | undefined;
  /** IP_FREEBIND; absent: off. */
  readonly freebind?: Switch | undefined;
  readonly uid?: string | Pair<string> | undefined;
  /** both: the listeners of both families at once. */
  readonly family: Family | 'both';
  /** any6-first, only of both families: :: before 0.0.0.0, and IPv6 before IPv4. */
  readonly order: 'any-first' | 'any-last' | 'any6-first';
  /** Clients from remote hosts: reset, not a byte read or sent. */
  readonly strangers: number;
  /** In the order of starting. */
  readonly listeners: readonly ListenerResult[];
  /** Why it was not tried. */
  readonly skipped?: SkipReason | undefined;
}

/** Where only a sample of the pairs was tried. Absent: every pair was. */
export interface MatrixSample {
  /** What the sample was drawn from. */
  readonly seed: number;
  /** How many pairs were tried. */
  readonly tried: number;
  /** How many were not: each is as the rules predict, like all pairs of its class that were tried. */
  readonly inferred: number;
  /** How many classes of pairs were tried in full, since one of them was not as predicted. */
  readonly classesInFull: number;
  /** Of how many addresses all pairs were tried, since they were not as predicted beside ANY or themselves. */
  readonly unlike: number;
}

/** What a matrix is of. */
export interface MatrixHead {
  /** The system whose rules predicted it; absent: this kernel, for real. */
  readonly system?: string | undefined;
  readonly protocol: Protocol;
  readonly port: number;
  /** What the sockets set: one word, or two where holder and newcomer differ. */
  readonly reuse: Reuse | Pair<Reuse>;
  /** IPV6_V6ONLY; system: as net.ipv6.bindv6only has it. */
  readonly v6only: V6only;
  /** Whether each socket listens before the next one binds. */
  readonly sequence: Sequence;
  readonly device?: string | Pair<string> | undefined;
  /** IP_FREEBIND; absent: off. */
  readonly freebind?: Switch | undefined;
  readonly uid?: string | Pair<string> | undefined;
  readonly addresses: readonly string[];
  /** Why it was not tried. */
  readonly skipped?: SkipReason | undefined;
  /** Clients from remote hosts: reset, not a byte read or sent. */
  readonly strangers: number;
  /** Where only a sample of the pairs was tried. Absent: every pair was. */
  readonly sample?: MatrixSample | undefined;
}

/** A matrix as `bindmatrix/report@1` has it: what `JSON.stringify()` makes of a {@link Matrix}. */
export interface MatrixJson extends MatrixHead {
  /**
   * tried[i] has the columns of row i that were tried, as ranges [first, last]; all other cells of the row are
   * inferred. Absent: every pair was tried.
   */
  readonly tried?: readonly (readonly (readonly [number, number])[])[] | undefined;
  /** cells[i][j] is what came of address j as the newcomer while address i held the port; see tried. */
  readonly cells: readonly (readonly string[])[];
  /** The same by the rules. */
  readonly predicted: readonly (readonly string[])[];
  /** The rule behind each prediction. */
  readonly rules: readonly (readonly string[])[];
}

/** An ordered pair of addresses: the holder listens while the newcomer tries. */
export interface PairResult {
  /** The address that was bound first. */
  readonly holder: string;
  /** The address that was tried beside it. */
  readonly newcomer: string;
  /** `ok`; CALL:ERRNO; holder:CALL:ERRNO where the holder was refused; skipped:REASON where nothing was tried. */
  readonly outcome: string;
  /** The same by the rules; `unknown` where they cannot tell. */
  readonly predicted: string;
  /** The id of the rule behind the prediction; empty where there is none. */
  readonly rule: string;
  /** Whether it was tried; false: inferred from pairs of its class. In predictions always true. */
  readonly tried: boolean;
}

/** Every ordered pair of addresses. Its cells are kept as bytes, a million in a megabyte. */
export interface Matrix extends MatrixHead {
  /**
   * The pair of these addresses, written as in `addresses` or in another way that means the same; undefined where one of
   * them is not in the matrix.
   */
  at(holder: string, newcomer: string): PairResult | undefined;
  /** The pairs of each holder in turn: a row for each address, in the order of `addresses`. */
  rows(): IterableIterator<readonly PairResult[]>;
  /** The matrix as the JSON report has it. */
  toJSON(): MatrixJson;
}
