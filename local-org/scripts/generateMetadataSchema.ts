/** Writes `data/metadata-schema.json` from the installed `@salesforce/types`; run after changing its version. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildMetadataSchema, formatMetadataSchema } from './metadataSchema.ts';

const require = createRequire(import.meta.url);
const declarations = path.resolve(path.dirname(require.resolve('@salesforce/types/metadata')), 'metadata.d.ts');
const target = fileURLToPath(new URL('../data/metadata-schema.json', import.meta.url));
writeFileSync(target, formatMetadataSchema(buildMetadataSchema(readFileSync(declarations, 'utf8'))));
