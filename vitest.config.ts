import { defineConfig } from 'vitest/config';
import { SkipReporter } from './test/setup/skip-reporter.ts';

/** Where .ci/run wants the counts; nobody else asks for them. */
const json = process.env.TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start whole programs in namespaces: on a busy machine that takes seconds.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    globalSetup: ['test/setup/stage.ts'],
    reporters: ['default', new SkipReporter(), ...(json === undefined ? [] : ['json'])],
    outputFile: json === undefined ? {} : { json },
  },
});
