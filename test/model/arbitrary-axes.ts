import fc from 'fast-check';
import {
  type AxisForm,
  type AxisValues,
  axisValue,
  axisValues,
  ofEveryAxis,
  type WrittenValue,
} from '../../src/model/axes.ts';

/** Texts for an axis that takes others than its words. */
const TEXTS = ['lo', 'eth0'];

function written({ words, freeText, pairs }: AxisForm): fc.Arbitrary<WrittenValue> {
  const one = fc.constantFrom(...words, ...(freeText === undefined ? [] : TEXTS));
  return pairs === undefined ? one : fc.record({ holder: one, newcomer: one });
}

/** Any values of all axes. */
export const arbitraryAxes: fc.Arbitrary<AxisValues> = fc
  .record(ofEveryAxis(written))
  .map((texts) => axisValues((key) => axisValue(key, texts[key])));
