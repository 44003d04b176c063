/** A place or machine in the tree of a plant. Places (plant, line) have no device and no product. */
export interface PlantNode {
    readonly name: string;
    readonly site: string;
    readonly deviceId?: string;
    readonly productCode?: string;
    readonly children: readonly PlantNode[];
}

type Builder = (site: string) => PlantNode;

function place(name: string, children: readonly Builder[]): Builder {
    return (site) => ({ name, site, children: children.map((child) => child(site)) });
}

function machine(
    kind: string,
    number: number,
    name: string,
    productCode: string,
    parts: readonly Builder[] = []
): Builder {
    const digits = String(number).padStart(2, '0');
    return (site) => ({
        name: `${name} ${digits}`,
        site,
        deviceId: `${site}-${kind}-${digits}`,
        productCode,
        children: parts.map((part) => part(site))
    });
}

const motor = (number: number, name = 'Drive Motor'): Builder => machine('motor', number, name, 'EM-75');
const pump = (number: number, name = 'Cooling Pump'): Builder => machine('pump', number, name, 'CP-20');
const gateway = (number: number): Builder => machine('gateway', number, 'Gateway', 'GW-1');
const conveyor = (number: number): Builder => machine('conveyor', number, 'Conveyor', 'CV-10');
const press = (number: number): Builder =>
    machine('press', number, 'Hydraulic Press', 'HP-400', [motor(number), pump(number)]);
const centre = (number: number, part: number): Builder =>
    machine('cnc', number, 'Machining Centre', 'CNC-5X', [motor(part, 'Spindle Motor'), pump(part, 'Coolant Pump')]);
const compressor = (number: number, part: number): Builder =>
    machine('compressor', number, 'Air Compressor', 'AC-55', [motor(part, 'Compressor Motor')]);
const filler = (number: number): Builder =>
    machine('filler', number, 'Filling Machine', 'FM-8', [motor(number), pump(number, 'Product Pump')]);

/** The two sample plants: plant → line → machine → component. */
export const PLANTS: readonly PlantNode[] = [
    place('Nordwerk Duisburg Plant', [
        place('Press Line A', [press(1), press(2), conveyor(1), conveyor(2), gateway(1)]),
        place('Press Line B', [press(3), press(4), conveyor(3), gateway(2)]),
        place('Machining Line', [centre(1, 5), centre(2, 6), centre(3, 7), centre(4, 8), conveyor(4), gateway(3)]),
        place('Compressed Air Station', [compressor(1, 9), compressor(2, 10), gateway(4)])
    ])('nw'),
    place('Rheintal Mainz Plant', [
        place('Bottling Line 1', [filler(1), conveyor(1), conveyor(2), conveyor(3), conveyor(4), gateway(1)]),
        place('Bottling Line 2', [filler(2), conveyor(5), conveyor(6), conveyor(7), conveyor(8), gateway(2)]),
        place('Compressed Air Station', [compressor(1, 3), compressor(2, 4), gateway(3)])
    ])('rb')
];

/** A node with its level (1 is the plant) and its parent. */
export interface PlacedNode {
    readonly node: PlantNode;
    readonly level: number;
    readonly parent?: PlacedNode;
}

/** All nodes of the plants, level by level, so that a parent always comes before its children. */
export function nodesByLevel(plants: readonly PlantNode[]): PlacedNode[][] {
    const levels: PlacedNode[][] = [];
    let current: PlacedNode[] = plants.map((node) => ({ node, level: 1 }));
    while (current.length > 0) {
        levels.push(current);
        current = current.flatMap((parent) =>
            parent.node.children.map((node) => ({ node, level: parent.level + 1, parent }))
        );
    }
    return levels;
}
