import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { toGlb } from '../lib/scene/glb.ts';
import { partsOf } from '../lib/scene/machine.ts';
import { SCENE_MODELS } from '../lib/scene/models.ts';
import { PLANT_PRODUCTS } from '../lib/sampleData/products.ts';
import { box, cylinder, type Axis, type Surface } from '../lib/scene/shapes.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** For each triangle, whether its front shows where its first normal points. */
function facesOutwards({ positions, normals, indices }: Surface): boolean[] {
    const vector = (values: readonly number[], index = 0) => values.slice(index * 3, index * 3 + 3) as Triple;
    return Array.from({ length: indices.length / 3 }, (_, triangle) => {
        const [a, b, c] = indices.slice(triangle * 3, triangle * 3 + 3);
        const [from, to, other] = [vector(positions, a), vector(positions, b), vector(positions, c)];
        return dot(cross(minus(to, from), minus(other, from)), vector(normals, a)) > 0;
    });
}

type Triple = [number, number, number];
const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Triple, b: Triple): Triple => [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0]
];

test.each<[string, Surface]>([
    ['box', box([1, 2, 3], [1, 2, 3])],
    ...(['x', 'y', 'z'] as Axis[]).map((axis): [string, Surface] => [axis, cylinder([1, 2, 3], 1, 2, axis)]),
    ['prism', cylinder([1, 2, 3], 1, 2, 'y', 6)]
])('the surface of a %s can be seen from outside', (_name, surface) => {
    const faces = facesOutwards(surface);
    expect(faces.length).toBeGreaterThan(11);
    expect(faces).not.toContain(false);
});

test.each(Object.entries(SCENE_MODELS))('%s is small and stands on the floor', (_resource, machine) => {
    const parts = partsOf(machine);
    expect(toGlb(parts).length).toBeLessThan(40_000);
    const heights = parts.flatMap(({ surface }) => surface.positions.filter((_, index) => index % 3 === 1));
    expect(Math.min(...heights)).toBeCloseTo(0);
});

test('every machine of the demo that has a drawing has a 3D model', () => {
    const drawings = PLANT_PRODUCTS.flatMap(({ twinModel }) => twinModel ?? []);
    expect(Object.keys(SCENE_MODELS).toSorted()).toEqual(drawings.toSorted());
});

test('the committed resources are what the script makes, and small enough', async () => {
    await promisify(execFile)(process.execPath, [path.join(root, 'scripts/buildThree.ts'), '--check']);
    const library = path.join(root, 'force-app/core/main/default/staticresources/Three_View.js');
    expect(statSync(library).size).toBeLessThan(1_000_000);
});
