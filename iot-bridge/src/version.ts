import { readFileSync } from 'node:fs';

/** Version of the bridge, as its package file says, which stands above `src` and above `dist`. */
export function bridgeVersion(): string {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
}
