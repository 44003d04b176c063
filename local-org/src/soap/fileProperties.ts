import { componentId } from '../deploy/componentId.ts';
import type { MetadataComponent } from '../metadata/index.ts';
import type { OperationContext } from './operation.ts';

/** A component as `listMetadata` and retrieves tell of it. The org keeps no dates of its components. */
export function fileProperties(context: OperationContext, component: MetadataComponent, fileName: string): object {
    const date = context.org.clock.now().toISOString();
    const user = context.org.settings.users.admin;
    return {
        createdById: user,
        createdByName: 'Admin User',
        createdDate: date,
        fileName,
        fullName: component.fullName,
        id: componentId(component),
        lastModifiedById: user,
        lastModifiedByName: 'Admin User',
        lastModifiedDate: date,
        manageableState: 'unmanaged',
        namespacePrefix: '',
        type: component.type
    };
}
