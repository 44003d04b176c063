import type { Kinship } from '../alarm/index.ts';
import type { AlarmRelation, AssetRow, PlaceRow } from '../contract/index.ts';

type Node = Pick<AssetRow, 'Id' | 'ParentId'> & { Device_Id__c?: string | undefined };

/** The Asset hierarchy: which devices stand above, below and beside each other, and in which plant. */
export class Topology implements Kinship {
    private readonly nodes = new Map<string, Node>();
    private readonly byDevice = new Map<string, Node>();

    constructor(assets: Iterable<AssetRow> = [], places: readonly PlaceRow[] = []) {
        for (const node of [...places, ...assets]) this.nodes.set(node.Id, node);
        for (const node of this.nodes.values()) {
            if (node.Device_Id__c !== undefined) this.byDevice.set(node.Device_Id__c, node);
        }
    }

    isCause(cause: string, consequence: string, relation: AlarmRelation): boolean {
        if (relation === 'Same Machine') return cause === consequence;
        const [from, to] = [this.byDevice.get(cause), this.byDevice.get(consequence)];
        if (!from || !to || from === to) return false;
        switch (relation) {
            case 'Parent':
                return this.above(to).includes(from);
            case 'Child':
                return this.above(from).includes(to);
            case 'Beside':
                return this.isBeside(from, to);
            case 'Same Plant':
                return this.top(from) === this.top(to);
        }
    }

    /** The asset at the top of the hierarchy of a device; the device itself where nothing is known of it. */
    area(device: string): { id: string; device: string | undefined } {
        const node = this.byDevice.get(device);
        const top = node && this.top(node);
        return { id: top?.Id ?? device, device: top ? top.Device_Id__c : device };
    }

    /** Device and all above it, for what a Work Order on a parent means to it. */
    chain(device: string): string[] {
        const node = this.byDevice.get(device);
        return node ? [node, ...this.above(node)].map(({ Id }) => Id) : [];
    }

    /** Whether a node is a neighbour of another one, or of one above that. */
    private isBeside(node: Node, other: Node): boolean {
        const chain = [other, ...this.above(other)];
        return node.ParentId != null && !chain.includes(node) && chain.some((each) => each.ParentId === node.ParentId);
    }

    private top(node: Node): Node {
        return this.above(node).at(-1) ?? node;
    }

    /** From the parent to the top. A circle, which the platform does not allow, would end here. */
    private above(node: Node): Node[] {
        const found = new Set<Node>();
        for (let next = this.parent(node); next && next !== node && !found.has(next); next = this.parent(next)) {
            found.add(next);
        }
        return [...found];
    }

    private parent(node: Node): Node | undefined {
        return this.nodes.get(node.ParentId ?? '');
    }
}
