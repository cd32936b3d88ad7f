import { type BesideAsked, withBeside } from '../judge/beside.ts';
import { BESIDE_VARIANTS, type BesideVariant } from '../model/beside.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { askedSystem } from '../rules/index.ts';
import { namesIn } from './systems.ts';

export { withBeside };

/**
 * Reads `freebsd`, `linux@6.1`, `windows+exclusive`, `windows+other-user`: a system, and how its sockets differ from those
 * that are tried here. Each text may hold several, with commas.
 */
export function readBesideSystems(texts: readonly string[]): Result<readonly BesideAsked[]> {
  const asked = new Map<string, BesideAsked>();
  for (const name of namesIn(texts)) {
    const read = readOne(name);
    if (!read.ok) return read;
    asked.set(`${read.value.id} ${read.value.variants.join(' ')}`, read.value);
  }
  return ok([...asked.values()]);
}

function readOne(text: string): Result<BesideAsked> {
  const [name = '', ...words] = text.split('+');
  const system = askedSystem(name);
  if ('message' in system) return problem(`--beside: ${system.message}`, system.hint);
  const unknown = words.find((word) => !isVariant(word));
  if (unknown !== undefined)
    return problem(
      `--beside ${text}: unknown word "${unknown}"`,
      `the words after + are ${BESIDE_VARIANTS.join(', ')}`,
    );
  if (words.includes('exclusive') && system.os !== 'windows')
    return problem(`--beside ${text}: SO_EXCLUSIVEADDRUSE is an option of Windows`, 'write windows+exclusive');
  return ok({ ...system, variants: BESIDE_VARIANTS.filter((variant) => words.includes(variant)) });
}

const isVariant = (word: string): word is BesideVariant => BESIDE_VARIANTS.some((variant) => variant === word);
