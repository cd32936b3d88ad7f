import type {
  DeliverStep,
  GetsocknameStep,
  JoinStep,
  LeaveStep,
  ReceiveStep,
  SendStep,
  SendtoStep,
  SetsockoptStep,
  ShutdownStep,
  StateStep,
} from './later-step-input.ts';
import type {
  AcceptStep,
  BindStep,
  CloseStep,
  ConnectStep,
  DisconnectStep,
  DupStep,
  ForkStep,
  ListenStep,
  ResetStep,
  SleepStep,
  SocketStep,
} from './step-input.ts';

/** What the private network namespace of a trial has. */
export interface SandboxInput {
  /** Addresses beside 127.0.0.1 and ::1; they lie on lo as /32 or /128, whatever prefix is written. */
  readonly addresses?: readonly string[] | undefined;
  /** Network devices (veth) that are made, and up: a name, or a mapping with addresses. */
  readonly devices?:
    | readonly (
        | string
        | {
            /** The name of the device. */
            readonly name: string;
            /** With the prefix that is written: the subnet has a route and, for IPv4, a broadcast address. */
            readonly addresses: readonly string[];
          }
      )[]
    | undefined;
  /** Kernel settings, such as net.ipv4.tcp_tw_reuse: 1. */
  readonly sysctls?: Readonly<Record<string, string | number>> | undefined;
}

/** A sentence of the tutorial that a trial shows. */
export interface StoryInput {
  /** The tutorial's sentence. */
  readonly quote: string;
  /** Who does what, and why. */
  readonly prose?: string | undefined;
  /** The condition under which the sentence holds. */
  readonly when?: string | undefined;
  /** true: "bindmatrix demo" also starts its TCP listeners as HTTP servers, and fetches / from each address. */
  readonly http?: boolean | undefined;
}

/** A step of a trial, told apart by `op`. */
export type StepInput =
  | SocketStep
  | BindStep
  | ListenStep
  | ConnectStep
  | DisconnectStep
  | AcceptStep
  | DupStep
  | ForkStep
  | SendStep
  | SendtoStep
  | ReceiveStep
  | ShutdownStep
  | SetsockoptStep
  | JoinStep
  | LeaveStep
  | GetsocknameStep
  | CloseStep
  | ResetStep
  | SleepStep
  | DeliverStep
  | StateStep;

/** An entry of `trials:`: steps that run in order, from a clean state, in a network namespace of their own. */
export interface TrialInput {
  /** Its name, one of a kind in the file. */
  readonly id: string;
  /** One line. Default: the id. */
  readonly title?: string | undefined;
  /** Elsewhere the trial is skipped. */
  readonly platform?:
    | 'linux'
    | 'darwin'
    | 'freebsd'
    | 'openbsd'
    | 'netbsd'
    | 'win32'
    | 'sunos'
    | 'aix'
    | 'android'
    | undefined;
  /** What its private network namespace has. */
  readonly sandbox?: SandboxInput | undefined;
  /** Makes it a story for "bindmatrix demo". */
  readonly story?: StoryInput | undefined;
  /** What is done, in order. Every step runs, also after one that failed. */
  readonly steps: readonly StepInput[];
}
