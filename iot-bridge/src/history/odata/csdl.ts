import type { EntitySet, Property } from './entity.ts';

/** Namespace of the model. */
export const namespace = 'MachineHistory';
const container = 'Container';

/** Version of the protocol an answer is in: 4.01, or 4.0 for clients that know no later one. */
export type ODataVersion = '4.0' | '4.01';

/** The model in XML (OData CSDL XML 4.01). */
export function metadataXml(sets: readonly EntitySet[], version: ODataVersion): string {
    const types = sets.map(
        ({ type, properties }) =>
            `<EntityType Name="${type}"><Key><PropertyRef Name="Id"/></Key>${properties.map(propertyXml).join('')}</EntityType>`
    );
    const entitySets = sets.map(({ name, type }) => `<EntitySet Name="${name}" EntityType="${namespace}.${type}"/>`);
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<edmx:Edmx Version="${version}" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>`,
        `<Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
        ...types,
        `<EntityContainer Name="${container}">${entitySets.join('')}</EntityContainer>`,
        '</Schema></edmx:DataServices></edmx:Edmx>'
    ].join('\n');
}

/** The model in JSON (OData CSDL JSON 4.01), in which `Edm.String` and "not nullable" go without saying. */
export function metadataJson(sets: readonly EntitySet[]): object {
    const types = sets.map(({ type, properties }) => {
        const members = properties.map((property) => [property.name, propertyJson(property)] as const);
        return [type, { $Kind: 'EntityType', $Key: ['Id'], ...Object.fromEntries(members) }] as const;
    });
    const entitySets = sets.map(({ name, type }) => {
        return [name, { $Collection: true, $Type: `${namespace}.${type}` }] as const;
    });
    return {
        $Version: '4.01',
        $EntityContainer: `${namespace}.${container}`,
        [namespace]: {
            ...Object.fromEntries(types),
            [container]: { $Kind: 'EntityContainer', ...Object.fromEntries(entitySets) }
        }
    };
}

/** The list of sets (OData JSON Format 4.01, 5). */
export function serviceDocument(sets: readonly EntitySet[], root: string): object {
    return {
        '@odata.context': `${root}/$metadata`,
        value: sets.map(({ name }) => ({ name, kind: 'EntitySet', url: name }))
    };
}

function propertyXml({ name, type, nullable, maxLength }: Property): string {
    const facets = [
        ...(nullable ? [] : ['Nullable="false"']),
        ...(maxLength === undefined ? [] : [`MaxLength="${maxLength}"`]),
        ...(type === 'Edm.DateTimeOffset' ? ['Precision="3"'] : [])
    ];
    return `<Property ${[`Name="${name}"`, `Type="${type}"`, ...facets].join(' ')}/>`;
}

function propertyJson({ type, nullable, maxLength }: Property): object {
    return {
        ...(type !== 'Edm.String' && { $Type: type }),
        ...(nullable && { $Nullable: true }),
        ...(maxLength !== undefined && { $MaxLength: maxLength }),
        ...(type === 'Edm.DateTimeOffset' && { $Precision: 3 })
    };
}
