import { readFileSync } from 'node:fs';
import { TextDecoder, TextEncoder } from 'node:util';

/** Gives the page the text codecs of browsers, which jsdom lacks. */
export function offerTextCodecs(): void {
    Object.assign(globalThis, { TextDecoder, TextEncoder });
}

/** Bytes as a page gets them: an ArrayBuffer of jsdom, because that of Node is of another class. */
export function pageBytes(bytes: Uint8Array): ArrayBuffer {
    const buffer = new ArrayBuffer(bytes.length);
    new Uint8Array(buffer).set(bytes);
    return buffer;
}

/** A file as a page gets it. */
export const pageFile = (path: string): ArrayBuffer => pageBytes(readFileSync(path));
