import {
    Kind,
    valueFromASTUntyped,
    type ArgumentNode,
    type DirectiveNode,
    type DocumentNode,
    type FieldNode,
    type FragmentDefinitionNode,
    type OperationDefinitionNode,
    type SelectionSetNode
} from 'graphql';
import { GraphqlRequestError, unsupported } from './graphqlError.ts';

/** Variables of a request, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** Arguments of a field, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A selected field with everything that fragments contribute below it. */
export interface SelectedField {
    readonly name: string;
    /** Name in the reply: the alias, else the name. */
    readonly key: string;
    readonly node: FieldNode;
    readonly arguments: Arguments;
    readonly fields: readonly SelectedField[];
    /** Left out without an error when the caller may not read it. */
    readonly optional: boolean;
    /** Object that a fragment asks for (`... on User`), when the field stands in one. */
    readonly onType: string | undefined;
}

/** Reads selections of one document: fragments are expanded, directives applied, arguments evaluated. */
export class SelectionReader {
    readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
    readonly #variables: Variables;

    constructor(document: DocumentNode, variables: Variables) {
        const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
        this.#fragments = new Map(fragments.map((node) => [node.name.value, node]));
        this.#variables = variables;
    }

    /** The fields of an operation. */
    fields(operation: OperationDefinitionNode): SelectedField[] {
        return this.#read(operation.selectionSet, undefined, []);
    }

    #read(set: SelectionSetNode | undefined, onType: string | undefined, open: readonly string[]): SelectedField[] {
        return merge(
            (set?.selections ?? []).flatMap((node): SelectedField[] => {
                if (!this.#isIncluded(node.directives ?? [])) return [];
                if (node.kind === Kind.INLINE_FRAGMENT) {
                    return this.#read(node.selectionSet, node.typeCondition?.name.value ?? onType, open);
                }
                if (node.kind === Kind.FIELD) return [this.#field(node, onType, open)];
                const name = node.name.value;
                const fragment = this.#fragments.get(name);
                if (!fragment || open.includes(name)) throw badFragment(name);
                return this.#read(fragment.selectionSet, fragment.typeCondition.name.value, [...open, name]);
            })
        );
    }

    #field(node: FieldNode, onType: string | undefined, open: readonly string[]): SelectedField {
        return {
            name: node.name.value,
            key: node.alias?.value ?? node.name.value,
            node,
            arguments: this.#arguments(node.arguments ?? []),
            fields: this.#read(node.selectionSet, undefined, open),
            optional: (node.directives ?? []).some(({ name }) => name.value === 'optional'),
            onType
        };
    }

    #arguments(nodes: readonly ArgumentNode[]): Arguments {
        return Object.fromEntries(
            nodes
                .map((node) => [node.name.value, valueFromASTUntyped(node.value, this.#variables)] as const)
                .filter(([, value]) => value !== undefined)
        );
    }

    #isIncluded(directives: readonly DirectiveNode[]): boolean {
        return directives.every((directive) => {
            const { value: name } = directive.name;
            const condition = this.#arguments(directive.arguments ?? []).if;
            if (name === 'include') return condition === true;
            if (name === 'skip') return condition !== true;
            if (name === 'optional' || name === 'category') return true;
            throw unsupported(`directive @${name}`, directive);
        });
    }
}

/** Fields that are selected twice, by fragments, count once with what both select below. */
function merge(fields: readonly SelectedField[]): SelectedField[] {
    const merged = new Map<string, SelectedField>();
    for (const field of fields) {
        const known = merged.get(field.key);
        merged.set(field.key, known ? { ...known, fields: merge([...known.fields, ...field.fields]) } : field);
    }
    return [...merged.values()];
}

const badFragment = (name: string): GraphqlRequestError =>
    new GraphqlRequestError('ValidationError', `Validation error : Fragment '${name}' is undefined or uses itself`);
