import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { toGlb } from './glb.ts';
import { partsOf } from './machine.ts';
import { SCENE_MODELS } from './models.ts';
import { threeViewScript } from './threeView.ts';

const FOLDER = 'force-app/core/main/default/staticresources';

/** A file of a static resource and what belongs into it; the path is relative to the project. */
export interface ResourceFile {
    readonly path: string;
    readonly bytes: Uint8Array;
}

/** The files of static resources that scripts make: the library of the 3D view, and models. */
export async function sceneResources(root: string): Promise<readonly ResourceFile[]> {
    const three = path.join(root, 'node_modules/three');
    const { version } = z
        .object({ version: z.string() })
        .parse(JSON.parse(await readFile(path.join(three, 'package.json'), 'utf8')));
    const script = await threeViewScript(root, version, await readFile(path.join(three, 'LICENSE'), 'utf8'));
    return [
        { path: `${FOLDER}/Three_View.js`, bytes: new TextEncoder().encode(script) },
        ...Object.entries(SCENE_MODELS).map(([resource, machine]) => ({
            path: `${FOLDER}/${resource}/model.glb`,
            bytes: toGlb(partsOf(machine))
        }))
    ];
}
