import type { Kinship } from '../alarm/index.ts';
import type { AlarmRelation, AssetRow, PlaceRow } from '../contract/index.ts';

type Node = Pick<AssetRow, 'Id' | 'ParentId'> & { Device_Id__c?: string | undefined };

/** The Asset hierarchy: which devices stand above, below and beside each other, and in which plant. */
export class Topology implements Kinship {
    private readonly nodes = new Map<string, Node>();
    private readonly children = new Map<string, Node[]>();
    private readonly byDevice = new Map<string, Node>();

    constructor(assets: Iterable<AssetRow> = [], places: readonly PlaceRow[] = []) {
        for (const node of [...places, ...assets]) this.nodes.set(node.Id, node);
        for (const node of this.nodes.values()) {
            if (node.Device_Id__c !== undefined) this.byDevice.set(node.Device_Id__c, node);
            if (!node.ParentId) continue;
            const siblings = this.children.get(node.ParentId) ?? [];
            siblings.push(node);
            this.children.set(node.ParentId, siblings);
        }
    }

    causes(device: string, relation: AlarmRelation): Iterable<string> {
        const node = this.byDevice.get(device);
        if (!node) return relation === 'Same Machine' ? [device] : [];
        switch (relation) {
            case 'Same Machine':
                return [device];
            case 'Parent':
                return devicesOf(this.above(node));
            case 'Child':
                return devicesOf(this.below(node));
            case 'Beside':
                return devicesOf([node, ...this.above(node)].flatMap((each) => this.siblings(each)));
        }
    }

    consequences(device: string, relation: AlarmRelation): Iterable<string> {
        const node = this.byDevice.get(device);
        if (!node) return relation === 'Same Machine' ? [device] : [];
        switch (relation) {
            case 'Same Machine':
                return [device];
            case 'Parent':
                return devicesOf(this.below(node));
            case 'Child':
                return devicesOf(this.above(node));
            case 'Beside':
                return devicesOf(this.siblings(node).flatMap((each) => [each, ...this.below(each)]));
        }
    }

    /** The asset at the top of the hierarchy of a device; the device itself where nothing is known of it. */
    area(device: string): { id: string; device: string | undefined } {
        const node = this.byDevice.get(device);
        const top = node && (this.above(node).at(-1) ?? node);
        return { id: top?.Id ?? device, device: top ? top.Device_Id__c : device };
    }

    /** Device and all above it, for what a Work Order on a parent means to it. */
    chain(device: string): string[] {
        const node = this.byDevice.get(device);
        return node ? [node, ...this.above(node)].map(({ Id }) => Id) : [];
    }

    /** From the parent to the top. A circle, which the platform does not allow, would end here. */
    private above(node: Node): Node[] {
        const found = new Set<Node>();
        for (let next = this.parent(node); next && next !== node && !found.has(next); next = this.parent(next)) {
            found.add(next);
        }
        return [...found];
    }

    private below(node: Node): Node[] {
        const found = new Set<Node>();
        const open = [...(this.children.get(node.Id) ?? [])];
        for (let next = open.pop(); next; next = open.pop()) {
            if (found.has(next)) continue;
            found.add(next);
            open.push(...(this.children.get(next.Id) ?? []));
        }
        return [...found];
    }

    private siblings(node: Node): Node[] {
        return (this.children.get(node.ParentId ?? '') ?? []).filter((other) => other !== node);
    }

    private parent(node: Node): Node | undefined {
        return this.nodes.get(node.ParentId ?? '');
    }
}

function devicesOf(nodes: readonly Node[]): string[] {
    return nodes.flatMap(({ Device_Id__c: device }) => device ?? []);
}
