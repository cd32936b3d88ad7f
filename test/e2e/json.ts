import type { Finished } from '../setup/process.ts';

/** The parts of `bindmatrix/report@1` that the tests look at. */
export interface JsonReport {
  schema: string;
  where: string;
  host: {
    os: string;
    kernel: string;
    uid: number;
    capabilities: string[];
    netns: string;
    sysctls: Record<string, string>;
  };
  interfaces: { name: string; index: number; link: string }[];
  addresses: unknown[];
  alone: {
    protocol: string;
    port: number;
    reuse: string;
    v6only: string;
    device?: string;
    freebind?: string;
    address: string;
    outcome: string;
    predicted: string;
    rule: string;
  }[];
  together: {
    protocol: string;
    port: number;
    family: string;
    order: string;
    sequence: string;
    device?: string;
    strangers: number;
    skipped?: string;
    listeners: {
      address: string;
      outcome: string;
      predicted: string;
      rule: string;
      why: string;
      answers: string | null;
      reached: string;
      unseen?: string;
      predictedAnswers: string[];
    }[];
  }[];
  matrices: {
    protocol: string;
    port: number;
    reuse: string | { holder: string; newcomer: string };
    v6only: string;
    sequence: string;
    device?: string | { holder: string; newcomer: string };
    freebind?: string;
    addresses: string[];
    sample?: { seed: number; tried: number; inferred: number; classesInFull: number; unlike: number };
    tried?: [first: number, last: number][][];
    cells: string[][];
    predicted: string[][];
    rules: string[][];
  }[];
  expectations: { expectation: Record<string, unknown>; observed: string[]; status: string; reason?: string }[];
  trials: unknown[];
  reasons?: Record<string, string>;
  sandboxWorks?: boolean;
  changes?: { kind: string; what: string }[];
  summary: Record<string, unknown>;
  disagreements: unknown[];
}

export function reportOf(finished: Finished): JsonReport {
  if (finished.stdout === '') throw new Error(`no report; stderr: ${finished.stderr}`);
  return JSON.parse(finished.stdout) as JsonReport;
}
