/** `listMetadata` and `describeMetadata`. */
import type { MetadataType } from '../metadata/index.ts';
import { childText, SoapFault } from './envelope.ts';
import { FileProperties } from './fileProperties.ts';
import type { Operation } from './operation.ts';

/** The operations that list what there is. */
export const listOperations: Readonly<Record<string, Operation>> = {
    listMetadata: (request, context) => {
        const properties = new FileProperties(context);
        const queries = request.children.filter((element) => element.name === 'queries');
        return queries.flatMap((query) => {
            const type = childText(query, 'type') ?? '';
            if (!context.tables.types.get(type)) throw new SoapFault('INVALID_TYPE', `Unknown type:${type}`);
            return context.org.registry.list(type).map((one) => properties.of(one, one.path));
        });
    },
    describeMetadata: (_request, { tables }) => [
        {
            metadataObjects: tables.types
                .all()
                .filter((type) => type.parent === undefined && !type.name.endsWith('Folder'))
                .map(describeType),
            organizationNamespace: '',
            partialSaveAllowed: true,
            testRequired: false
        }
    ]
};

function describeType(type: MetadataType): object {
    return {
        ...(type.children.length > 0 ? { childXmlNames: type.children.map((child) => child.type) } : {}),
        directoryName: type.folder,
        inFolder: type.inFolder,
        metaFile: type.form === 'content',
        ...(type.suffix ? { suffix: type.suffix } : {}),
        xmlName: type.name
    };
}
