import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import lwc from '@lwc/rollup-plugin';
import { rolldown } from 'rolldown';
import { z } from 'zod';
import type { VendorRequest } from '../protocol.ts';
import { lwcOptions, moduleTypes, productionConstants } from './lwcOptions.ts';
import { moduleGraph } from './moduleGraph.ts';
import { virtualModules } from './plugins.ts';

const entryPrefix = 'vendor:';
const packageManifest = z.object({ lwc: z.object({ expose: z.array(z.string()) }) });

/** Exposed by the package, but the browser side has its own. */
const replaced = ['lightning/navigation'];

/** Exposed by the package, but they import modules that it does not contain. */
const broken = ['lightning/barcodeScanner', 'lightning/primitiveFigure'];

/**
 * What this many public modules need becomes one file: a page needs nearly all of it, and asking for a hundred small
 * files takes longer than reading more than is needed. The drawings of the icons stay apart; they come when they are shown.
 */
const SHARED_BY = 12;
const isShared = (id: string): boolean => !id.includes('/iconSvgTemplates');

/** Builds the fixed packages into one file per public module, with shared chunks and an import map. */
export async function buildVendor(request: VendorRequest): Promise<void> {
    const names = publicModules();
    const build = await rolldown({
        input: Object.fromEntries(names.map((name) => [fileName(name), entryPrefix + name])),
        platform: 'browser',
        preserveEntrySignatures: 'strict',
        moduleTypes,
        transform: { define: productionConstants },
        onLog: refuseUnresolved,
        plugins: [entryModules(), virtualModules(request.modules), lwc(lwcOptions())]
    });
    const { output } = await build.write({
        dir: request.folder,
        format: 'esm',
        minify: true,
        entryFileNames: '[name].js',
        chunkFileNames: 'chunk/[name]-[hash].js',
        codeSplitting: { groups: [{ name: 'shared', test: isShared, minShareCount: SHARED_BY }] }
    });
    const imports = Object.fromEntries(names.map((name) => [name, `${request.baseUrl}/${fileName(name)}.js`]));
    writeFileSync(`${request.folder}/importmap.json`, JSON.stringify({ imports, graph: moduleGraph(output) }));
}

function publicModules(): string[] {
    const file = fileURLToPath(import.meta.resolve('lightning-base-components/package.json'));
    const manifest = packageManifest.parse(JSON.parse(readFileSync(file, 'utf8')));
    const left = new Set([...replaced, ...broken]);
    return ['lwc', '@lwc/synthetic-shadow', ...manifest.lwc.expose.filter((name) => !left.has(name))];
}

const fileName = (name: string): string => name.replace(/^@/, '').replaceAll('/', '-');

function entryModules(): import('rolldown').Plugin {
    return {
        name: 'local-org:vendor-entries',
        resolveId: (id) => (id.startsWith(entryPrefix) ? `\0${id}` : null),
        load: (id) => (id.startsWith(`\0${entryPrefix}`) ? entrySource(id.slice(entryPrefix.length + 1)) : null)
    };
}

function entrySource(name: string): string {
    const specifier = JSON.stringify(name);
    if (name === 'lwc') return `export * from ${specifier};`;
    if (!name.startsWith('lightning/')) return `import ${specifier};`;
    return `export * from ${specifier}; import * as all from ${specifier}; export default all.default;`;
}

function refuseUnresolved(_level: string, log: { code?: string; message: string }): void {
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
}
