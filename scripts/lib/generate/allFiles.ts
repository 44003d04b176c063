import { bridgeReference } from './bridgeReference.ts';
import type { GeneratedFile } from './generatedFile.ts';
import { localOrgReference } from './localOrgReference.ts';
import { objectsReference } from './objectsReference.ts';
import { readProject } from './project.ts';
import { schemaTypes } from './schemaTypes.ts';
import { readStandardObjects } from './standardObjects.ts';
import { labelTypes, tokenTypes } from './tokenTypes.ts';
import { tsconfigPaths } from './tsconfigPaths.ts';
import { widgetsReference } from './widgetsReference.ts';

/** Every generated file of the project, with the content it should have now. */
export async function allFiles(root: string): Promise<GeneratedFile[]> {
    const project = await readProject(root);
    const standard = await readStandardObjects(root);
    return [
        schemaTypes(project.objects, standard),
        labelTypes(project.labels),
        tokenTypes(project),
        tsconfigPaths(project.bundles),
        objectsReference(project.objects),
        await widgetsReference(root, project.bundles),
        ...(await bridgeReference(root)),
        ...localOrgReference()
    ];
}
