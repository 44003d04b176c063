import lwc from '@lwc/rollup-plugin';
import { rolldown, type OutputAsset, type OutputChunk } from 'rolldown';
import type { AppRequest, BuiltFiles } from '../protocol.ts';
import { browserFolder, lwcOptions, moduleTypes, productionConstants } from './lwcOptions.ts';
import { deployedBundles, externalModules, platformModules, typeScript, virtualModules } from './plugins.ts';

/** Builds the shell and the deployed bundles; each bundle becomes a file of its own. */
export async function buildApp(request: AppRequest): Promise<BuiltFiles> {
    const provided = new Set(request.provided);
    const build = await rolldown({
        input: { main: `${browserFolder}/main.ts` },
        platform: 'browser',
        preserveEntrySignatures: 'strict',
        moduleTypes,
        transform: { define: productionConstants },
        onLog: refuseUnresolved,
        plugins: [
            virtualModules(request.modules),
            platformModules(),
            externalModules((id) => provided.has(id)),
            deployedBundles(request.bundles),
            typeScript(),
            lwc(lwcOptions())
        ]
    });
    const { output } = await build.generate({
        format: 'esm',
        minify: true,
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js'
    });
    return Object.fromEntries(output.map((file) => [file.fileName, content(file)]));
}

function content(file: OutputChunk | OutputAsset): string {
    if (file.type === 'chunk') return file.code;
    return typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString('utf8');
}

function refuseUnresolved(_level: string, log: { code?: string; message: string }): void {
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
}
