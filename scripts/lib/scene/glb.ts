import type { Surface } from './shapes.ts';

/** One named part of a machine; bindings name it. */
export interface ScenePart {
    readonly name: string;
    /** Linear red, green and blue, each 0 to 1. */
    readonly color: readonly [number, number, number];
    readonly surface: Surface;
}

/** Numbers of the glTF 2.0 specification: component types, buffer targets, and the words of a binary file. */
const GLTF = {
    float: 5126,
    unsignedShort: 5123,
    arrayBuffer: 34962,
    elementArrayBuffer: 34963,
    magic: 0x46546c67,
    version: 2,
    json: 0x4e4f534a,
    binary: 0x004e4942
} as const;

const lowest = (values: readonly number[]): number[] =>
    [0, 1, 2].map((axis) => Math.min(...values.filter((_, index) => index % 3 === axis)));
const highest = (values: readonly number[]): number[] =>
    [0, 1, 2].map((axis) => Math.max(...values.filter((_, index) => index % 3 === axis)));

/** Collects the numbers of all parts in one buffer, each block at a multiple of four bytes. */
class BufferWriter {
    readonly bufferViews: object[] = [];
    readonly accessors: object[] = [];
    private readonly blocks: Uint8Array[] = [];
    private length = 0;

    /** Adds a block and returns the number of its accessor. */
    add(block: Uint8Array, target: number, accessor: object): number {
        this.bufferViews.push({ buffer: 0, byteOffset: this.length, byteLength: block.length, target });
        this.blocks.push(padded(block, 0));
        this.length += Math.ceil(block.length / 4) * 4;
        return this.accessors.push({ bufferView: this.bufferViews.length - 1, ...accessor }) - 1;
    }

    bytes(): Uint8Array {
        return Buffer.concat(this.blocks);
    }
}

function padded(block: Uint8Array, filling: number): Uint8Array {
    const whole = new Uint8Array(Math.ceil(block.length / 4) * 4).fill(filling);
    whole.set(block);
    return whole;
}

const bytesOf = (numbers: Float32Array | Uint16Array): Uint8Array => new Uint8Array(numbers.buffer);

function meshOf({ name, surface }: ScenePart, material: number, writer: BufferWriter): object {
    const { positions, normals, indices } = surface;
    const count = positions.length / 3;
    const vectors = { componentType: GLTF.float, count, type: 'VEC3' };
    // The least and greatest position are required, in the precision that is written.
    const written = [...new Float32Array(positions)];
    const range = { min: lowest(written), max: highest(written) };
    const POSITION = writer.add(bytesOf(new Float32Array(positions)), GLTF.arrayBuffer, { ...vectors, ...range });
    const NORMAL = writer.add(bytesOf(new Float32Array(normals)), GLTF.arrayBuffer, vectors);
    const triangles = { componentType: GLTF.unsignedShort, count: indices.length, type: 'SCALAR' };
    const order = writer.add(bytesOf(new Uint16Array(indices)), GLTF.elementArrayBuffer, triangles);
    return { name, primitives: [{ attributes: { POSITION, NORMAL }, indices: order, material }] };
}

function chunk(type: number, bytes: Uint8Array): Uint8Array {
    const head = new Uint32Array([bytes.length, type]);
    return Buffer.concat([new Uint8Array(head.buffer), bytes]);
}

/** A binary glTF 2.0 file with one node per part. */
export function toGlb(parts: readonly ScenePart[]): Uint8Array {
    const writer = new BufferWriter();
    const meshes = parts.map((part, index) => meshOf(part, index, writer));
    const binary = writer.bytes();
    const document = {
        asset: { version: '2.0' },
        scene: 0,
        scenes: [{ nodes: parts.map((_, index) => index) }],
        nodes: parts.map(({ name }, mesh) => ({ name, mesh })),
        meshes,
        materials: parts.map(({ color }) => ({
            pbrMetallicRoughness: { baseColorFactor: [...color, 1], metallicFactor: 0.1, roughnessFactor: 0.65 }
        })),
        accessors: writer.accessors,
        bufferViews: writer.bufferViews,
        buffers: [{ byteLength: binary.length }]
    };
    const json = padded(new TextEncoder().encode(JSON.stringify(document)), 0x20);
    const chunks = [chunk(GLTF.json, json), chunk(GLTF.binary, binary)];
    const length = 12 + chunks.reduce((sum, one) => sum + one.length, 0);
    return Buffer.concat([new Uint8Array(new Uint32Array([GLTF.magic, GLTF.version, length]).buffer), ...chunks]);
}
