import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { GeneratedFile } from './generatedFile.ts';

const SOURCE = 'iot-bridge/src/reference.ts';

const files = z.array(z.object({ path: z.string(), content: z.string() }));
const referenceModule = z.looseObject({ referenceFiles: z.function({ input: [], output: z.unknown() }) });

/** The bridge's own reference pages and sample configuration, as its `referenceFiles()` renders them. */
export async function bridgeReference(root: string): Promise<readonly GeneratedFile[]> {
    const source = path.join(root, SOURCE);
    if (!existsSync(source)) return [];
    const loaded: unknown = await import(pathToFileURL(source).href);
    return files.parse(await referenceModule.parse({ ...(loaded as object) }).referenceFiles());
}
