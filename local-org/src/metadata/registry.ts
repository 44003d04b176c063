import type { MetadataComponent, MetadataRegistry } from './component.ts';

/** What identifies a component. */
export interface ComponentName {
    readonly type: string;
    readonly fullName: string;
}

/** A registry of these components; a later one replaces an earlier one of the same type and full name. */
export function createRegistry(components: Iterable<MetadataComponent>): MetadataRegistry {
    const byType = new Map<string, Map<string, MetadataComponent>>();
    for (const component of components) {
        const ofType = byType.get(component.type) ?? new Map<string, MetadataComponent>();
        byType.set(component.type, ofType.set(component.fullName, component));
    }
    return {
        get: (type, fullName) => byType.get(type)?.get(fullName),
        list: (type) => [...(byType.get(type)?.values() ?? [])],
        all: () => [...byType.values()].flatMap((ofType) => [...ofType.values()])
    };
}

/** The registry as it is after deletions and then upserts. */
export function changedRegistry(
    registry: MetadataRegistry,
    upserts: readonly MetadataComponent[],
    deletions: readonly ComponentName[]
): MetadataRegistry {
    const gone = new Set(deletions.map(componentKey));
    return createRegistry([...registry.all().filter((component) => !gone.has(componentKey(component))), ...upserts]);
}

/** One text for type and full name. */
export function componentKey(name: ComponentName): string {
    return `${name.type}#${name.fullName}`;
}
