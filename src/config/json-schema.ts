import * as z from 'zod/mini';
import { configFile } from './file-schema.ts';

/**
 * The JSON Schema of a file, made from the definition that files are checked by. Draft 7, which the YAML plugins of
 * editors know.
 */
export const jsonSchema = (): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(configFile(), { target: 'draft-7', io: 'input' });
