import { componentId } from '../deploy/componentId.ts';
import { componentKey, type MetadataComponent, type MetadataRegistry } from '../metadata/index.ts';
import type { Clock, MetadataConsumer } from '../platform.ts';
import type { ToolingRow } from './toolingQuery.ts';

interface Member {
    readonly type: string;
    readonly fullName: string;
    component: MetadataComponent | undefined;
    revision: number;
    changedAt: string;
}

/** Numbers the changes of an org's components, so that clients see what changed since they last looked. */
export class SourceTracking implements MetadataConsumer {
    readonly #clock: Clock;
    readonly #members = new Map<string, Member>();
    #revision = 0;

    constructor(registry: MetadataRegistry, clock: Clock) {
        this.#clock = clock;
        this.apply(registry);
    }

    check(): [] {
        return [];
    }

    apply(registry: MetadataRegistry): void {
        const present = new Set<string>();
        for (const component of registry.all().filter(isTracked)) {
            const key = componentKey(component);
            present.add(key);
            const known = this.#members.get(key);
            if (known?.component !== component) this.#note(component.type, component.fullName, component);
        }
        for (const [key, member] of this.#members) {
            if (member.component && !present.has(key)) this.#note(member.type, member.fullName, undefined);
        }
    }

    #note(type: string, fullName: string, component: MetadataComponent | undefined): void {
        this.#revision += 1;
        const changedAt = this.#clock.now().toISOString();
        this.#members.set(componentKey({ type, fullName }), {
            type,
            fullName,
            component,
            revision: this.#revision,
            changedAt
        });
    }

    /** Rows of SourceMember; each file of a Lightning web component has a row of its own. */
    rows(): ToolingRow[] {
        return [...this.#members.values()].flatMap((member) => [
            memberRow(member, member.type, member.fullName),
            ...resourceNames(member).map((name) => memberRow(member, 'LightningComponentResource', name))
        ]);
    }
}

/** Settings come with the org's definition, before its source is tracked. */
function isTracked(component: MetadataComponent): boolean {
    return component.type !== 'Settings';
}

function resourceNames(member: Member): string[] {
    if (member.type !== 'LightningComponentBundle') return [];
    return (member.component?.files ?? []).map((file) => file.path.replace(/^lwc\//, ''));
}

function memberRow(member: Member, type: string, name: string): ToolingRow {
    return {
        Id: componentId({ type: 'SourceMember', fullName: `${type}#${name}` }),
        MemberIdOrName: componentId({ type, fullName: name }),
        MemberType: type,
        MemberName: name,
        IsNameObsolete: member.component === undefined,
        IsNewMember: false,
        RevisionCounter: member.revision,
        RevisionNum: member.revision,
        ChangedBy: 'Admin User',
        LastModifiedDate: member.changedAt
    };
}
