import lwc from '@lwc/rollup-plugin';
import { rolldown, type OutputAsset, type OutputChunk } from 'rolldown';
import { deployedRoot, type AppFiles, type AppRequest } from '../protocol.ts';
import { browserFolder, lwcOptions, moduleTypes, productionConstants } from './lwcOptions.ts';
import { moduleGraph } from './moduleGraph.ts';
import { deployedBundles, externalModules, platformModules, typeScript, virtualModules } from './plugins.ts';

const modulesFolder = `${browserFolder}/modules/`;

/** Deployed modules that this many components use come in one file. */
const SHARED_BY = 6;
const isPlatform = (id: string): boolean =>
    id.startsWith(`${browserFolder}/platform/`) || id.startsWith('\0platform:@salesforce');
const isBundle = (id: string): boolean => id.startsWith(deployedRoot);

/** Builds the shell and the deployed bundles; each bundle becomes a file of its own. */
export async function buildApp(request: AppRequest): Promise<AppFiles> {
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
        chunkFileNames: '[name]-[hash].js',
        codeSplitting: {
            groups: [
                { name: 'platform', test: isPlatform },
                { name: 'common', test: isBundle, minShareCount: SHARED_BY }
            ]
        }
    });
    return {
        files: Object.fromEntries(output.map((file) => [file.fileName, content(file)])),
        graph: moduleGraph(output),
        entries: Object.fromEntries(output.flatMap((file) => (file.type === 'chunk' ? entry(file) : [])))
    };
}

/** The name of the module that a file was made for, with the file. */
function entry({ facadeModuleId, fileName }: OutputChunk): [name: string, file: string][] {
    const id = facadeModuleId?.split('?')[0] ?? '';
    const deployed = id.startsWith(deployedRoot) && `c/${id.slice(deployedRoot.length)}`;
    const own = id.startsWith(modulesFolder) && id.slice(modulesFolder.length);
    const [, name] = /^(\w+\/\w+)\//.exec(deployed || own || '') ?? [];
    return name === undefined ? [] : [[name, fileName]];
}

function content(file: OutputChunk | OutputAsset): string {
    if (file.type === 'chunk') return file.code;
    return typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString('utf8');
}

function refuseUnresolved(_level: string, log: { code?: string; message: string }): void {
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
}
