import path from 'node:path';
import { rolldown } from 'rolldown';

/** What the component `twinScene` uses of three.js; anything else stays out of the bundle. */
const ENTRY = `
import {
    Box3, Color, DirectionalLight, HemisphereLight, MeshStandardMaterial, PerspectiveCamera, Scene, Spherical, Vector3,
    WebGLRenderer
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
globalThis.ThreeView = Object.freeze({
    Box3, Color, DirectionalLight, GLTFLoader, HemisphereLight, MeshStandardMaterial, OrbitControls, PerspectiveCamera,
    Scene, Spherical, Vector3, WebGLRenderer
});
`;

const ENTRY_NAME = 'three-view-entry';

/** The licence asks for its text in every copy. */
const banner = (version: string, licence: string): string =>
    `/*!\nthree.js ${version}, https://threejs.org: the parts that the 3D view of the digital twin uses.\n\n${licence.trim()}\n*/`;

/**
 * The script of the static resource `Three_View`: it sets `globalThis.ThreeView`.
 * @param root folder of the project, where three.js is installed
 * @param licence text of its licence
 */
export async function threeViewScript(root: string, version: string, licence: string): Promise<string> {
    const bundle = await rolldown({
        input: ENTRY_NAME,
        cwd: root,
        plugins: [
            {
                name: 'three-view-entry',
                resolveId: (id) => (id === ENTRY_NAME ? path.join(root, `${ENTRY_NAME}.js`) : null),
                load: (id) => (path.basename(id) === `${ENTRY_NAME}.js` ? ENTRY : null)
            }
        ]
    });
    try {
        const { output } = await bundle.generate({ format: 'iife', minify: true, comments: false });
        return `${banner(version, licence)}\n${output[0].code}`;
    } finally {
        await bundle.close();
    }
}
