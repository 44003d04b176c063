/** Corner, unit normal and triangles of one surface; coordinates in metres, y points up. */
export interface Surface {
    readonly positions: readonly number[];
    readonly normals: readonly number[];
    readonly indices: readonly number[];
}

export type Point = readonly [x: number, y: number, z: number];

/** Which way a cylinder lies. */
export type Axis = 'x' | 'y' | 'z';

/** Sides of a cylinder where nothing else is said; a thin one looks round with fewer. */
const SIDES = 20;

/** Joins surfaces to one. */
export function joined(surfaces: readonly Surface[]): Surface {
    const positions: number[] = [];
    const normals: number[] = [];
    const indices: number[] = [];
    for (const surface of surfaces) {
        const first = positions.length / 3;
        positions.push(...surface.positions);
        normals.push(...surface.normals);
        indices.push(...surface.indices.map((index) => index + first));
    }
    return { positions, normals, indices };
}

/** A box with its middle at a point. */
export function box(middle: Point, size: Point): Surface {
    const sides = [0, 1, 2].flatMap((axis) => [1, -1].map((direction) => boxSide(middle, size, axis, direction)));
    return joined(sides);
}

function boxSide(middle: Point, size: Point, axis: number, direction: number): Surface {
    const normal = [0, 0, 0];
    normal[axis] = direction;
    const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
    const corners = [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1]
    ].map(([alongU = 0, alongV = 0]) => {
        const corner: [number, number, number] = [...middle];
        corner[axis] = at(middle, axis) + (direction * at(size, axis)) / 2;
        corner[u] = at(middle, u) + (alongU * at(size, u)) / 2;
        corner[v] = at(middle, v) + (alongV * at(size, v)) / 2;
        return corner;
    });
    return {
        positions: corners.flat(),
        normals: corners.flatMap(() => normal),
        // Counter-clockwise seen from outside, which glTF takes for the front.
        indices: direction > 0 ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2]
    };
}

const at = (point: Point, axis: number): number => point[axis] ?? 0;

/** A cylinder with its middle at a point, as a prism with so many sides. */
export function cylinder(middle: Point, radius: number, length: number, axis: Axis = 'y', sides = SIDES): Surface {
    const upright = joined([
        mantle(radius, length, sides),
        lid(radius, length, 1, sides),
        lid(radius, length, -1, sides)
    ]);
    const turned = { ...upright, positions: laid(upright.positions, axis), normals: laid(upright.normals, axis) };
    return { ...turned, positions: turned.positions.map((value, index) => value + at(middle, index % 3)) };
}

const around = (step: number, sides: number): readonly [number, number] => {
    const angle = (2 * Math.PI * step) / sides;
    return [Math.cos(angle), Math.sin(angle)];
};

function mantle(radius: number, length: number, sides: number): Surface {
    const steps = Array.from({ length: sides + 1 }, (_, step) => around(step, sides));
    return {
        positions: steps.flatMap(([x, z]) => [
            ...[x * radius, -length / 2, z * radius],
            ...[x * radius, length / 2, z * radius]
        ]),
        normals: steps.flatMap(([x, z]) => [x, 0, z, x, 0, z]),
        indices: Array.from({ length: sides }, (_, side) => {
            const low = side * 2;
            return [low, low + 1, low + 2, low + 2, low + 1, low + 3];
        }).flat()
    };
}

function lid(radius: number, length: number, direction: 1 | -1, sides: number): Surface {
    const y = (direction * length) / 2;
    const rim = Array.from({ length: sides }, (_, step) => around(step, sides));
    return {
        positions: [0, y, 0, ...rim.flatMap(([x, z]) => [x * radius, y, z * radius])],
        normals: Array.from({ length: sides + 1 }, () => [0, direction, 0]).flat(),
        indices: rim.flatMap((_, step) => {
            const [one, next] = [step + 1, ((step + 1) % sides) + 1];
            return direction > 0 ? [0, next, one] : [0, one, next];
        })
    };
}

/** Turns upright coordinates so that their y points along the axis. */
function laid(values: readonly number[], axis: Axis): number[] {
    if (axis === 'y') return [...values];
    return Array.from({ length: values.length / 3 }, (_, index) => {
        const [x = 0, y = 0, z = 0] = values.slice(index * 3, index * 3 + 3);
        return axis === 'x' ? [y, -x, z] : [x, -z, y];
    }).flat();
}
