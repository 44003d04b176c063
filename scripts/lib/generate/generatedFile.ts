import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A file that follows from other files and must never be edited by hand. */
export interface GeneratedFile {
    /** Relative to the project. */
    readonly path: string;
    readonly content: string;
}

/** Writes each file whose content changed; answers their paths. */
export async function writeFiles(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
    const stale = await staleFiles(root, files);
    for (const file of files.filter(({ path: name }) => stale.includes(name))) {
        const target = path.join(root, file.path);
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, file.content);
    }
    return stale;
}

/** Paths of the files that are missing or differ from what they should hold. */
export async function staleFiles(root: string, files: readonly GeneratedFile[]): Promise<string[]> {
    const current = await Promise.all(files.map((file) => readIfPresent(path.join(root, file.path))));
    return files.filter((file, index) => current[index] !== file.content).map((file) => file.path);
}

async function readIfPresent(file: string): Promise<string | undefined> {
    return existsSync(file) ? readFile(file, 'utf8') : undefined;
}
