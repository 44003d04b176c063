import { unzipSync } from 'fflate';
import type { MetadataFile } from '../metadata/component.ts';

/** The limits of the Metadata API: 39 MB compressed, 10,000 files; unpacked size as we bear it. */
const limits = { compressedBytes: 39 * 1024 * 1024, files: 10_000, unpackedBytes: 400 * 1024 * 1024 } as const;

/** A zip that is damaged, too large or names files outside itself. */
export class ZipRefusedError extends Error {
    constructor(message: string, options?: ErrorOptions) {
        super(message, options);
        this.name = 'ZipRefusedError';
    }
}

/**
 * Unpacks a deployment. A single folder around everything is taken off, so that `package.xml` is at the root.
 * @throws ZipRefusedError for what must not be unpacked.
 */
export function readZip(zip: Uint8Array): readonly MetadataFile[] {
    if (zip.byteLength > limits.compressedBytes) throw new ZipRefusedError('The zip file is larger than 39 MB.');
    const entries = Object.entries(unpack(zip)).filter(([path]) => !path.endsWith('/'));
    const prefix = rootPrefix(entries.map(([path]) => path));
    return entries
        .filter(([path]) => path.startsWith(prefix))
        .map(([path, bytes]) => ({ path: path.slice(prefix.length), bytes }));
}

function unpack(zip: Uint8Array): Record<string, Uint8Array> {
    const seen = new Set<string>();
    let unpacked = 0;
    try {
        return unzipSync(zip, {
            filter: (file) => {
                checkPath(file.name, seen);
                unpacked += file.originalSize;
                if (unpacked > limits.unpackedBytes) throw new ZipRefusedError('The zip unpacks to more than 400 MB.');
                return !file.name.endsWith('/');
            }
        });
    } catch (error) {
        if (error instanceof ZipRefusedError) throw error;
        throw new ZipRefusedError('The file is not a readable zip.', { cause: error });
    }
}

function checkPath(path: string, seen: Set<string>): void {
    const unsafe = path.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(path) || path.split('/').includes('..');
    if (unsafe) throw new ZipRefusedError(`The zip names a file outside itself: ${path}`);
    if (seen.has(path)) throw new ZipRefusedError(`The zip names a file twice: ${path}`);
    seen.add(path);
    if (seen.size > limits.files) throw new ZipRefusedError('The zip has more than 10,000 files.');
}

function rootPrefix(paths: readonly string[]): string {
    if (paths.includes('package.xml')) return '';
    const nested = paths.find((path) => /^[^/]+\/package\.xml$/.test(path));
    return nested ? nested.slice(0, -'package.xml'.length) : '';
}
