import type { AlarmDependencyRow, AlarmRelation } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';
import { alarmKey } from './alarmEvent.ts';

/** One alarm that follows from another. */
export interface AlarmDependency {
    cause: string;
    consequence: string;
    relation: AlarmRelation;
    /** Greatest distance between the two. */
    withinMs: number;
}

/** Which devices stand in a relation. */
export interface Kinship {
    /** Whether the device of a cause stands in a relation, seen from the device of the consequence. */
    isCause(cause: string, consequence: string, relation: AlarmRelation): boolean;
}

/** An episode that has begun and not ended. */
export interface Occurrence {
    device: string;
    definition: string;
    /** Key of the episode. */
    key: string;
    raisedAt: Instant;
    /** Key of the episode that caused it, the first of the chain; undefined while it stands alone. */
    root?: string | undefined;
}

/** Why a dependency cannot be used, or undefined. */
export function dependencyProblem(row: AlarmDependencyRow, definitions: ReadonlySet<string>): string | undefined {
    const missing = [row.Cause__c, row.Consequence__c].find((name) => !definitions.has(name));
    if (missing !== undefined) return `no alarm definition is named ${missing}`;
    if ((row.Within_Seconds__c ?? 0) <= 0) return 'Within_Seconds__c must be above 0';
    const itself = row.Cause__c === row.Consequence__c && row.Relation__c === 'Same Machine';
    return itself ? 'an alarm cannot be the cause of itself' : undefined;
}

/** Makes a record ready for use. */
export function compileDependency(row: AlarmDependencyRow): AlarmDependency {
    return {
        cause: row.Cause__c,
        consequence: row.Consequence__c,
        relation: row.Relation__c,
        withinMs: (row.Within_Seconds__c ?? 0) * 1000
    };
}

/**
 * Finds the root of each episode, in whatever order cause and consequence arrive. Chains have one root: the
 * consequences of a consequence belong to the first cause.
 */
export class RootCauses {
    private readonly open = new Map<string, Occurrence>();
    /** The same by definition, because few of the machines of a plant have the alarm that may be a cause. */
    private readonly openOf = new Map<string, Set<Occurrence>>();
    /** Episodes by the key of their root. */
    private readonly members = new Map<string, Set<Occurrence>>();
    private byConsequence = new Map<string, AlarmDependency[]>();
    private byCause = new Map<string, AlarmDependency[]>();
    private kinship: Kinship = { isCause: () => false };

    /** Puts dependencies into force; roots that were found stay. */
    define(dependencies: readonly AlarmDependency[], kinship: Kinship): void {
        this.byConsequence = Map.groupBy(dependencies, ({ consequence }) => consequence);
        this.byCause = Map.groupBy(dependencies, ({ cause }) => cause);
        this.kinship = kinship;
    }

    /** Root of an episode that begins: that of its earliest open cause. */
    rootOf({ device, definition, raisedAt }: Occurrence): string | undefined {
        let earliest: Occurrence | undefined;
        for (const { cause, relation, withinMs } of this.byConsequence.get(definition) ?? []) {
            for (const found of this.openOf.get(cause) ?? []) {
                if (Math.abs(found.raisedAt - raisedAt) > withinMs) continue;
                if (earliest && found.raisedAt >= earliest.raisedAt) continue;
                if (this.kinship.isCause(found.device, device, relation)) earliest = found;
            }
        }
        return earliest && (earliest.root ?? earliest.key);
    }

    /** An episode began. Returns the episodes, begun before, that now turn out to be its consequences. */
    begin(occurrence: Occurrence): Occurrence[] {
        this.end(occurrence.device, occurrence.definition);
        this.open.set(alarmKey(occurrence.device, occurrence.definition), occurrence);
        this.openOf.set(occurrence.definition, (this.openOf.get(occurrence.definition) ?? new Set()).add(occurrence));
        if (occurrence.root !== undefined) this.enter(occurrence, occurrence.root);
        return this.orphansOf(occurrence).flatMap((orphan) => this.adopt(orphan, occurrence.root ?? occurrence.key));
    }

    /** Gives an episode a root, and with it all that belonged to it. Returns what changed. */
    adopt(orphan: Occurrence, root: string): Occurrence[] {
        if (orphan.key === root || orphan.root === root) return [];
        const family = [orphan, ...(this.members.get(orphan.key) ?? [])];
        this.members.delete(orphan.key);
        for (const member of family) this.enter(member, root);
        return family;
    }

    /** An open episode of an alarm. */
    find(key: string): Occurrence | undefined {
        return this.open.get(key);
    }

    /** An episode ended. */
    end(device: string, definition: string): void {
        const key = alarmKey(device, definition);
        const occurrence = this.open.get(key);
        if (!occurrence) return;
        this.open.delete(key);
        this.openOf.get(definition)?.delete(occurrence);
        const family = this.members.get(occurrence.root ?? '');
        family?.delete(occurrence);
        if (family?.size === 0) this.members.delete(occurrence.root ?? '');
    }

    private orphansOf(cause: Occurrence): Occurrence[] {
        return (this.byCause.get(cause.definition) ?? []).flatMap(({ consequence, relation, withinMs }) =>
            [...(this.openOf.get(consequence) ?? [])].filter(
                (found) =>
                    found !== cause &&
                    found.root === undefined &&
                    found.key !== cause.root &&
                    Math.abs(found.raisedAt - cause.raisedAt) <= withinMs &&
                    this.kinship.isCause(cause.device, found.device, relation)
            )
        );
    }

    private enter(occurrence: Occurrence, root: string): void {
        this.members.get(occurrence.root ?? '')?.delete(occurrence);
        occurrence.root = root;
        const family = this.members.get(root) ?? new Set();
        family.add(occurrence);
        this.members.set(root, family);
    }
}
