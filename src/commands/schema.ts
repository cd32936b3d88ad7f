import { jsonSchema } from '../config/schema.ts';
import { EXIT } from './exit.ts';
import { print } from './print.ts';

/** `bindmatrix schema`: what an editor needs to complete and check the YAML. */
export async function schema(): Promise<number> {
  await print([`${JSON.stringify(jsonSchema(), null, 2)}\n`]);
  return EXIT.done;
}
