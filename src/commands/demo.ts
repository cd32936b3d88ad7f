import { nearest } from '../config/nearest.ts';
import type { ExperimentFailure } from '../experiment.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { HttpPlay, PlayedStory } from '../model/story.ts';
import type { Trial, TrialReport } from '../model/trial.ts';
import { renderStories, renderStory } from '../report/story.ts';
import { mergeReports } from '../judge/merge-reports.ts';
import { judgeStory } from '../judge/story.ts';
import { EXIT } from './exit.ts';
import { lanesOf } from './lanes.ts';
import type { DemoArguments } from './options.ts';
import { complain, complainOfAll, note } from './print.ts';
import type { ProgressBar } from './progress.ts';
import { reportOn } from './report-on.ts';
import { runHttpSandboxed, runTrialsSandboxed } from './sandboxed.ts';
import { findStory, readStories, type StoryFile } from './stories.ts';

/** `bindmatrix demo`: the stories with their verdicts, or one of them step by step. Gives the exit code. */
export function demo(argv: DemoArguments): Promise<number> {
  const stories = readStories();
  if (!stories.ok) {
    complainOfAll(stories.error);
    return Promise.resolve(EXIT.config);
  }
  if (argv.story === undefined) return play(stories.value, false, argv, renderStories);
  const story = findStory(stories.value, argv.story);
  if (story !== undefined) return play([story], true, argv, renderStory);
  complain(`demo: there is no story "${argv.story}"`, hint(argv.story, stories.value));
  return Promise.resolve(EXIT.usage);
}

/** Runs the trials of the stories, each in a namespace of its own, and writes what the stories come to. */
function play(
  stories: readonly StoryFile[],
  inDetail: boolean,
  argv: DemoArguments,
  render: typeof renderStories,
): Promise<number> {
  let played: readonly PlayedStory[] = [];
  return reportOn(
    argv,
    async (bar, signal) => {
      const trials = stories.flatMap((story) => story.trials);
      const result = await runInLanes(trials, inDetail, bar, signal);
      if (!result?.ok) return result;
      const http = inDetail ? await visited(trials, signal) : new Map<Trial, HttpPlay>();
      played = stories.map((story) => told(story, trials, result.value.trials, http));
      return result;
    },
    (report, format, style) => render(report, played, format, style),
  );
}

/** The reports are in the order of the trials. */
function told(
  { name, trials }: StoryFile,
  all: readonly Trial[],
  reports: readonly TrialReport[],
  http: ReadonlyMap<Trial, HttpPlay>,
): PlayedStory {
  const played = trials.flatMap((trial) => {
    const report = reports[all.indexOf(trial)];
    const visits = http.get(trial);
    return report === undefined ? [] : [{ trial, report, ...(visits === undefined ? {} : { http: visits }) }];
  });
  return judgeStory(name, played);
}

/** What clients got over HTTP, of the trials that ask for it. */
async function visited(trials: readonly Trial[], signal: AbortSignal): Promise<ReadonlyMap<Trial, HttpPlay>> {
  const asking = trials.filter(({ story }) => story?.http === true);
  const plays = await Promise.all(asking.map(async (trial) => [trial, await runHttpSandboxed(trial, signal)] as const));
  return new Map(plays.flatMap(([trial, seen]) => (seen === undefined ? [] : [[trial, seen] as const])));
}

type Outcome = Result<Report, ExperimentFailure> | undefined;

/** Several sandboxes at the same time, since some trials wait for seconds; undefined where a signal ended one. */
async function runInLanes(
  trials: readonly Trial[],
  withTables: boolean,
  bar: ProgressBar,
  signal: AbortSignal,
): Promise<Outcome> {
  const lanes = lanesOf(trials);
  const done = lanes.map(() => 0);
  const outcomes = await Promise.all(
    lanes.map((lane, i) => {
      const progress = (count: number): void => {
        done[i] = count;
        bar.update(
          done.reduce((sum, one) => sum + one, 0),
          trials.length,
        );
      };
      return runTrialsSandboxed(lane, withTables, { progress, onPorts: () => {}, onText: note }, signal);
    }),
  );
  const reports: Report[] = [];
  for (const outcome of outcomes) {
    if (!outcome?.ok) return outcome;
    reports.push(outcome.value);
  }
  const found = new Map(lanes.flatMap((lane, i) => lane.map((trial, j) => [trial, reports[i]?.trials[j]] as const)));
  const [first] = reports;
  return first && ok(mergeReports([{ ...first, trials: trials.flatMap((trial) => found.get(trial) ?? []) }]));
}

function hint(name: string, stories: readonly StoryFile[]): string {
  const names = stories.map((story) => story.name);
  const near = nearest(name, [...names, ...stories.flatMap(({ trials }) => trials.map(({ id }) => id))]);
  return near === undefined ? `the stories are ${names.join(', ')}` : `did you mean ${near}?`;
}
