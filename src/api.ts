/**
 * The library: what the package exports. See docs/library.md.
 */

export { type CheckOptions, check } from './api/check.ts';
export { BindmatrixError } from './api/error.ts';
export { type ParseOptions, parse } from './api/parse.ts';
export { type PredictOptions, predict } from './api/predict.ts';
export { type RenderOptions, render } from './api/render.ts';
export { rules } from './api/rules.ts';
export { type RunOptions, run } from './api/run.ts';
export { snapshot } from './api/snapshot.ts';
export type { BindInput } from './api/types/bind-input.ts';
export type { Factor, FactorRole } from './api/types/factor.ts';
export type { ExperimentInput, FileInput } from './api/types/file-input.ts';
export type { Format } from './api/types/format.ts';
export type { HostAddress, HostFacts, NetworkInterface } from './api/types/host.ts';
export type {
  HostDescription,
  HostInterface,
  HostSettings,
  HostSight,
  HostSocket,
  LocalRoute,
  SocketOwner,
} from './api/types/host-description.ts';
export type { ExpectationResult, StepResult, StoryVerdict, TrialResult } from './api/types/judged-result.ts';
export type {
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
} from './api/types/later-step-input.ts';
export type { Place } from './api/types/place.ts';
export type { BindmatrixErrorCode, BindmatrixProblem, ProblemPath } from './api/types/problem.ts';
export type {
  FailsInput,
  ProfileFlagInput,
  ProfileInput,
  SocketOptionsInput,
  ToldInput,
} from './api/types/profile-input.ts';
export type { Alternative, Remedy } from './api/types/remedy.ts';
export type { Report } from './api/types/report.ts';
export type { Rule, RuleChange } from './api/types/rule.ts';
export type { ExpectationInput, RunInput } from './api/types/run-input.ts';
export type {
  AloneResult,
  ListenerResult,
  Matrix,
  MatrixHead,
  MatrixJson,
  MatrixSample,
  PairResult,
  TogetherResult,
} from './api/types/run-result.ts';
export type { ServesInput, ServiceInput } from './api/types/service-input.ts';
export type {
  PlanNote,
  PlanOutcome,
  PlanSuggestion,
  ServesResult,
  ServiceResult,
  ServiceSocket,
  Verdict,
} from './api/types/service-result.ts';
export type { HeldSocket, HoldingProcess, Listener } from './api/types/socket.ts';
export type {
  AcceptStep,
  BindStep,
  CloseStep,
  ConnectStep,
  DisconnectStep,
  DupStep,
  ForkStep,
  ListenStep,
  OpeningStep,
  ResetStep,
  SleepStep,
  SocketSettings,
  SocketStep,
  StepCommon,
} from './api/types/step-input.ts';
export type {
  Disagreement,
  HostChange,
  KernelDifference,
  OutcomeCounts,
  PortInUse,
  PredictedSystem,
  StatusCounts,
  Summary,
} from './api/types/summary.ts';
export type { OperatingSystem, SystemName } from './api/types/system.ts';
export type { SandboxInput, StepInput, StoryInput, TrialInput } from './api/types/trial-input.ts';
export type {
  BindTrial,
  Dependence,
  Elsewhere,
  NetworkNamespace,
  Prediction,
  Sight,
  SocketVerdict,
  TrafficImpact,
  WhyAnswer,
} from './api/types/why-answer.ts';
export type {
  AddressState,
  Family,
  LinkState,
  Pair,
  Protocol,
  Reuse,
  Sequence,
  SkipReason,
  SocketAddress,
  SocketState,
  Status,
  Switch,
  V6only,
} from './api/types/words.ts';
export { type WhyOptions, why } from './api/why.ts';
