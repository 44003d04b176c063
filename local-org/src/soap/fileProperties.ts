import { componentId } from '../deploy/componentId.ts';
import type { MetadataComponent } from '../metadata/index.ts';
import type { OperationContext } from './operation.ts';

interface Person {
    readonly id: string;
    readonly name: string;
}

/**
 * Tells of components as `listMetadata` and retrieves do (Metadata API Developer Guide, `FileProperties`); use one for
 * all components of an answer. What is older than the org's memory of its changes came with the org itself.
 */
export class FileProperties {
    readonly #context: OperationContext;
    readonly #people = new Map<string, Person>();
    readonly #began: string;

    constructor(context: OperationContext) {
        const { org } = context;
        this.#context = context;
        const [own] = org.records.query(org.systemExecution(), 'SELECT CreatedDate FROM Organization').records;
        this.#began = String(own?.['CreatedDate'] ?? org.clock.now().toISOString());
    }

    of(component: MetadataComponent, fileName: string): object {
        const history = this.#context.org.metadata.history(component.type, component.fullName);
        const creator = this.#person(history?.createdById);
        const changer = this.#person(history?.lastModifiedById);
        return {
            createdById: creator.id,
            createdByName: creator.name,
            createdDate: given(history?.createdDate) ?? this.#began,
            fileName,
            fullName: component.fullName,
            id: componentId(component),
            lastModifiedById: changer.id,
            lastModifiedByName: changer.name,
            lastModifiedDate: given(history?.lastModifiedDate) ?? this.#began,
            manageableState: 'unmanaged',
            namespacePrefix: '',
            type: component.type
        };
    }

    #person(userId: string | undefined): Person {
        const { org } = this.#context;
        const id = given(userId) ?? org.settings.users.admin;
        const known = this.#people.get(id);
        if (known) return known;
        const user = org.records.retrieve(org.systemExecution(), 'User', id);
        const person = { id, name: String(user?.['Name'] ?? '') };
        this.#people.set(id, person);
        return person;
    }
}

function given(text: string | undefined): string | undefined {
    return text === '' ? undefined : text;
}
