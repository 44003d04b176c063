import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { BuildThread } from './buildThread.ts';
import { LightningBuildError } from './lightningBuildError.ts';
import type { ModuleGraph } from './protocol.ts';
import { sessionModules } from './sessionModules.ts';

/** The built packages that do not change between deployments. */
export interface Vendor {
    readonly folder: string;
    /** Addresses of the modules by name, for the import map of the page. */
    readonly imports: Readonly<Record<string, string>>;
    /** Files that each file imports at once, both relative to the folder. */
    readonly graph: ModuleGraph;
    /** Address of the folder. */
    readonly url: string;
}

const importMap = z.object({
    imports: z.record(z.string(), z.string()),
    graph: z.record(z.string(), z.array(z.string()))
});
const packages = ['lwc', '@lwc/rollup-plugin', 'lightning-base-components', 'rolldown'];

/**
 * Builds LWC and the base components once per set of installed versions.
 * @param cacheFolder folder that survives between runs
 * @param baseUrl address under which the files are served; the key of the build is appended
 */
export async function ensureVendor(thread: BuildThread, cacheFolder: string, baseUrl: string): Promise<Vendor> {
    const key = vendorKey();
    const folder = path.join(cacheFolder, `vendor-${key}`);
    if (!existsSync(path.join(folder, 'importmap.json'))) await build(thread, folder, `${baseUrl}/${key}`);
    const content: unknown = JSON.parse(readFileSync(path.join(folder, 'importmap.json'), 'utf8'));
    return { folder, url: `${baseUrl}/${key}`, ...importMap.parse(content) };
}

async function build(thread: BuildThread, folder: string, baseUrl: string): Promise<void> {
    const started = Date.now();
    process.stderr.write('Building the base components for the browser (once per installation) …\n');
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const reply = await thread.run({ kind: 'vendor', folder: draft, baseUrl, modules: sessionModules() });
    if (!reply.ok) {
        rmSync(draft, { recursive: true, force: true });
        throw new LightningBuildError(reply.problems);
    }
    takeOver(draft, folder);
    process.stderr.write(`Base components built in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
}

/** Another process may have finished the same build first; both results are equal, so either stays. */
function takeOver(draft: string, folder: string): void {
    try {
        renameSync(draft, folder);
    } catch (error) {
        if (!existsSync(path.join(folder, 'importmap.json'))) throw error;
        rmSync(draft, { recursive: true, force: true });
    }
}

function vendorKey(): string {
    const hash = createHash('sha256');
    for (const name of packages) hash.update(`${name}@${installedVersion(name)}\n`);
    const workerFolder = fileURLToPath(new URL('./worker/', import.meta.url));
    for (const file of readdirSync(workerFolder).sort()) hash.update(readFileSync(path.join(workerFolder, file)));
    hash.update(JSON.stringify(sessionModules()) + baseVersion);
    return hash.digest('hex').slice(0, 16);
}

/** Raised when the layout of the vendor folder changes. */
const baseVersion = '2';

function installedVersion(name: string): string {
    const require = createRequire(fileURLToPath(new URL('./vendor.ts', import.meta.url)));
    const folder = require.resolve
        .paths(name)
        ?.map((base) => path.join(base, name, 'package.json'))
        .find(existsSync);
    if (!folder) throw new Error(`Package ${name} is not installed.`);
    return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(folder, 'utf8'))).version;
}
