import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A throw-away folder with the given files; disposing removes it. */
export async function projectFolder(
    files: Readonly<Record<string, string>>
): Promise<AsyncDisposable & { readonly root: string }> {
    const root = await mkdtemp(path.join(tmpdir(), 'iot-project-'));
    for (const [name, content] of Object.entries(files)) {
        const target = path.join(root, name);
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, content);
    }
    return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

/** A metadata file with this root element and content. */
export function metadata(element: string, content: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${element} xmlns="http://soap.sforce.com/2006/04/metadata">${content}</${element}>\n`;
}
