import { readdirSync, readFileSync } from 'node:fs';
import { offerTextCodecs, pageBytes, pageFile } from 'jest/binary';
import { parseBindings, sceneNodes, TwinModelError } from 'c/twinModel';

offerTextCodecs();

const RESOURCES = 'force-app/core/main/default/staticresources';
const models = readdirSync(RESOURCES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('Twin_'))
    .map(({ name }) => name);

/** A binary glTF file with nothing but a document. */
function glb(document: object | string): ArrayBuffer {
    const json = new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));
    const bytes = new Uint8Array(20 + json.length);
    const view = new DataView(bytes.buffer);
    [0x46546c67, 2, bytes.length, json.length, 0x4e4f534a].forEach((word, at) => view.setUint32(at * 4, word, true));
    bytes.set(json, 20);
    return pageBytes(bytes);
}

describe('the file of a 3D model', () => {
    it('names the nodes', () => {
        expect(sceneNodes(glb({ nodes: [{ name: 'tank' }, {}, { name: 'motor' }] }))).toEqual(['tank', 'motor']);
    });

    it.each([
        [new ArrayBuffer(4), 'not a binary glTF 2.0 file'],
        [new ArrayBuffer(64), 'not a binary glTF 2.0 file'],
        [glb({}).slice(0, 21), 'damaged'],
        [glb('{'), 'damaged'],
        [glb({ buffers: [{ uri: 'https://example.com/a.bin' }] }), 'refers to another file'],
        [glb({ images: [{}] }), 'has pictures'],
        [glb({ extensionsRequired: ['KHR_draco_mesh_compression'] }), 'requires KHR_draco_mesh_compression']
    ])('refuses a bad one (%#)', (bytes, message) => {
        expect(() => sceneNodes(bytes)).toThrow(TwinModelError);
        expect(() => sceneNodes(bytes)).toThrow(message);
    });

    it('is named by the bindings, by its only name', () => {
        expect(parseBindings('{"version":1,"scene":"model.glb"}').scene).toBe('model.glb');
        expect(parseBindings('{"version":1}').scene).toBeUndefined();
        expect(() => parseBindings('{"version":1,"scene":"other.glb"}')).toThrow('scene must be model.glb');
    });

    it.each(models)('of %s has a node for every bound element', (model) => {
        const nodes = sceneNodes(pageFile(`${RESOURCES}/${model}/model.glb`));
        const { scene, signals, parts, moving } = parseBindings(
            readFileSync(`${RESOURCES}/${model}/bindings.json`, 'utf8')
        );
        expect(scene).toBe('model.glb');
        expect(new Set(nodes).size).toBe(nodes.length);
        const bound = [...Object.values(signals), ...parts, ...moving].flatMap(({ element }) => element ?? []);
        expect(bound.filter((element) => !nodes.includes(element))).toEqual([]);
    });
});
