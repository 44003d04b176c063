import type { OutputAsset, OutputChunk } from 'rolldown';
import type { ModuleGraph } from '../protocol.ts';

/** Which files of a build each of its files imports at once; modules of other builds appear by their names. */
export function moduleGraph(output: readonly (OutputChunk | OutputAsset)[]): ModuleGraph {
    return Object.fromEntries(
        output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk.imports])
    );
}
