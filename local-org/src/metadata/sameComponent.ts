import { isDeepStrictEqual } from 'node:util';
import { unzipSync } from 'fflate';
import type { MetadataComponent, MetadataFile } from './component.ts';

/** Whether a deployment would leave a component as it is. Plain XML may differ in spelling while saying the same. */
export function sameComponent(before: MetadataComponent, after: MetadataComponent): boolean {
    if (!isDeepStrictEqual(before.content, after.content)) return false;
    return isDeepStrictEqual(fileContents(before), fileContents(after));
}

function fileContents(component: MetadataComponent): unknown[] {
    return component.files
        .filter((file) => component.files.length > 1 || file.path !== component.path)
        .toSorted((one, other) => one.path.localeCompare(other.path))
        .map((file) => [file.path, contentOf(file)]);
}

/** An archive holds the time at which it was packed, which says nothing about what is in it. */
function contentOf(file: MetadataFile): unknown {
    const isArchive = file.bytes[0] === 0x50 && file.bytes[1] === 0x4b && file.bytes[2] === 3 && file.bytes[3] === 4;
    return (isArchive ? archiveContents(file.bytes) : undefined) ?? asText(file.bytes);
}

/** Undefined for what only looks like an archive. */
function archiveContents(bytes: Uint8Array): unknown {
    try {
        const entries = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, asText(content)] as const);
        return entries.toSorted(([one], [other]) => one.localeCompare(other));
    } catch {
        return undefined;
    }
}

function asText(bytes: Uint8Array): string {
    return Buffer.from(bytes).toString('base64');
}
