import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

const registryFile = z.object({ fullnames: z.array(z.string()) });

/** Names of Salesforce's standard value sets, from the list that its own tools use. */
export function standardValueSetNames(): readonly string[] {
    const path = createRequire(import.meta.url).resolve(
        '@salesforce/source-deploy-retrieve/lib/src/registry/stdValueSetRegistry.json'
    );
    return registryFile.parse(JSON.parse(readFileSync(path, 'utf8'))).fullnames;
}
