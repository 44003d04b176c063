import { TwinModelError } from './bindings';

/** Words of a binary glTF 2.0 file (section 4.4 of the specification). */
const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const HEADER_BYTES = 20;

interface Document {
    readonly nodes?: readonly { readonly name?: unknown }[];
    readonly images?: readonly unknown[];
    readonly buffers?: readonly { readonly uri?: unknown }[];
    readonly extensionsRequired?: readonly unknown[];
}

function readDocument(bytes: ArrayBuffer): Document {
    const view = new DataView(bytes);
    if (bytes.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 2) {
        throw new TwinModelError('model.glb is not a binary glTF 2.0 file');
    }
    const length = view.getUint32(12, true);
    if (view.getUint32(16, true) !== JSON_CHUNK || HEADER_BYTES + length > bytes.byteLength) {
        throw new TwinModelError('model.glb is damaged');
    }
    try {
        return JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, HEADER_BYTES, length))) as Document;
    } catch (cause) {
        throw new TwinModelError('model.glb is damaged', { cause });
    }
}

/**
 * Looks into a 3D model before it is shown. It must hold everything itself: no other file is ever asked for, and
 * pictures and compressed data, which the viewer cannot read under the platform's content policy, are refused.
 * @returns names of its nodes
 * @throws TwinModelError with a sentence for the admin who made it
 */
export function sceneNodes(bytes: ArrayBuffer): readonly string[] {
    const { nodes = [], images = [], buffers = [], extensionsRequired = [] } = readDocument(bytes);
    if (buffers.some(({ uri }) => uri !== undefined)) throw new TwinModelError('model.glb refers to another file');
    if (images.length > 0) throw new TwinModelError('model.glb has pictures, only plain colours are supported');
    if (extensionsRequired.length > 0) {
        throw new TwinModelError(`model.glb requires ${extensionsRequired.join(', ')}, which is not supported`);
    }
    return nodes.flatMap(({ name }) => (typeof name === 'string' ? name : []));
}
